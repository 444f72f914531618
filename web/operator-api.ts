import type { SignupDecision } from "../worker/domain/vocabulary.ts";
import { asked, body, own, type Query, signups, tenants } from "./api.ts";

// What the platform's own people do.

export const operatorApi = {
  signups: (query: Query) => body(signups.$get({ query: asked(query) })),
  decide: (id: string, json: { decision: SignupDecision; reason?: string }) =>
    body(signups[":id"].approval.$post({ param: { id }, json })),
  renew: (id: string) => body(signups[":id"].renewal.$post({ param: { id } })),
  tenants: (query: Query) => body(tenants.$get({ query: asked(query) })),
  suspend: (code: string, reason: string) => body(own.suspension.$post({ param: { tenant: code }, json: { reason } })),
  resume: (code: string, reason: string) => body(own.resumption.$post({ param: { tenant: code }, json: { reason } })),
};
