import { type Send, tenant } from "./tenant.ts";

export interface User {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly state: string;
  readonly roles: readonly unknown[];
  readonly invitedUntil: string | null;
  readonly revision: number;
}
export interface Refused {
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}
export async function json<T>(response: Response | Promise<Response>): Promise<T> {
  return (await (await response).json()) as T;
}
export const status = async (response: Promise<Response>) => (await response).status;
export const code = async (response: Promise<Response>) => {
  const answered = await response;
  return [answered.status, (await json<Refused>(answered)).code];
};

export const secretary = { role: "secretary", scope: { kind: "unit", id: "tangxi-1" } };
export const viewer = { role: "viewer", scope: { kind: "trade", id: "chamber" } };
export const password = "Belt-2026-xyz";

/** A tenant with what its admin does to users, and what they do with their links. */
export async function freshUsers() {
  const at = await tenant();
  const path = `/api/tenants/${at.code}/users`;
  const admin = await at.as("admin");
  const admins = { role: "admin", scope: { kind: "tenant", id: at.code } };
  const create = (body: object) =>
    admin("POST", path, { username: "shuji-01", name: "书记 01", roles: [secretary], ...body });
  const invite = async (id: string) =>
    await json<{ secret: string; expiresAt: string }>(admin("POST", `${path}/${id}/invitation`));
  const open = (secret: string, chosen?: string) =>
    at.anyone(
      chosen === undefined ? "GET" : "POST",
      `/api/tenants/${at.code}/invitation`,
      chosen && { password: chosen },
      {
        authorization: `Bearer ${secret}`,
      },
    );
  const signIn = async (username: string, said: string): Promise<Response> =>
    await at.anyone("POST", "/api/session", { tenant: at.code, username, password: said, mode: "token" });
  /** A user who set this password and signed in. */
  const arrived = async (body: object = {}): Promise<{ user: User; send: Send }> => {
    const user = await json<User>(create(body));
    await open((await invite(user.id)).secret, password);
    const { accessToken } = await json<{ accessToken: string }>(signIn(user.username, password));
    const send: Send = (method, to, sent, headers) =>
      at.anyone(method, to, sent, { ...headers, authorization: `Bearer ${accessToken}` });
    return { user, send };
  };
  return { ...at, path, admin, admins, create, invite, open, signIn, arrived };
}
