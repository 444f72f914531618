import type { CaseStep, Role, ScopeKind } from "../worker/domain/vocabulary.ts";
import { body, here, own } from "./api.ts";

// What is asked about users, their links, relaxations and the trail.

export type User = Awaited<ReturnType<typeof peopleApi.user>>;
export type Relaxation = Awaited<ReturnType<typeof peopleApi.relaxations>>["items"][number];
export type AuditEvent = Awaited<ReturnType<typeof peopleApi.audit>>["items"][number];
export type Verification = Awaited<ReturnType<typeof peopleApi.verification>>;
export type HeldLink = Awaited<ReturnType<typeof peopleApi.link>>;

/** A role and where it reaches, as it is written. */
export interface Held {
  readonly role: Role;
  readonly scope: { readonly kind: ScopeKind; readonly id: string };
}
interface Asked {
  readonly [name: string]: string | null | undefined;
}
const given = (query: Asked) =>
  Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== ""),
  );
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const param = (id: string) => ({ param: { tenant: here(), id } });

export const peopleApi = {
  users: (query: Asked) => body(own.users.$get({ param: { tenant: here() }, query: given(query) })),
  user: (id: string) => body(own.users[":id"].$get(param(id))),
  /** `key`: the same for the same form, so that a second try after a lost answer adds nobody twice. */
  create: async (json: { username: string; name: string; roles: Held[] }, key: string) =>
    asUser(await body(own.users.$post({ param: { tenant: here() }, json }, { headers: { "idempotency-key": key } }))),
  change: (id: string, revision: number, json: { name: string; roles?: Held[] }) =>
    body(own.users[":id"].$patch({ ...param(id), json }, { headers: { "if-match": `"${revision}"` } })),
  invite: (id: string) => body(own.users[":id"].invitation.$post(param(id))),
  disable: (id: string, reason: string) => body(own.users[":id"].suspension.$post({ ...param(id), json: { reason } })),
  enable: (id: string, reason: string) => body(own.users[":id"].resumption.$post({ ...param(id), json: { reason } })),

  link: (tenant: string, secret: string) => body(own.invitation.$get({ param: { tenant } }, bearer(secret))),
  useLink: (tenant: string, secret: string, password: string) =>
    body(own.invitation.$post({ param: { tenant }, json: { password } }, bearer(secret))),

  relaxations: () => body(own.relaxations.$get({ param: { tenant: here() }, query: { limit: "200" } })),
  relax: (json: { firstStep: CaseStep; secondStep: CaseStep; reason: string }) =>
    body(own.relaxations.$post({ param: { tenant: here() }, json })),
  endRelaxation: (id: string, reason: string) =>
    body(own.relaxations[":id"].closing.$post({ ...param(id), json: { reason } })),

  audit: (query: Asked) => body(own.audit.$get({ param: { tenant: here() }, query: given(query) })),
  verification: (after: number) =>
    body(own.audit.verification.$get({ param: { tenant: here() }, query: { after: `${after}` } })),
};

/** The answer to a repeatable POST is bytes to the server's types; what it holds is what GET of the same user does. */
function asUser(answer: unknown): User {
  return answer as User;
}
