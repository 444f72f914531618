import { body, invitation, signups, templates } from "./api.ts";
import type { NewAdmin, SignupRequest } from "./api-shapes.ts";

// How a district asks to join, before anybody is signed in.

export const signUpApi = {
  templates: () => body(templates.$get()),
  /** `key`: the same for the same form, so that a second try after a lost answer is no second request. */
  signUp: (json: SignupRequest, key: string) => body(signups.$post({ json }, { headers: { "idempotency-key": key } })),
  signup: (id: string, token: string) => body(signups[":id"].$get({ param: { id } }, bearer(token))),
  invitation: (token: string) => body(invitation.$get({}, bearer(token))),
  useInvitation: (json: NewAdmin, token: string) => body(invitation.$post({ json }, bearer(token))),
};

/** What somebody was told in secret, shown to the server. */
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
