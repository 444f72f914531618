import type { Send } from "./tenant.ts";

/** A district that asks to join, its credit code a true one; `more` changes what a test is about. */
export function district(code: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    name: "通江县",
    code,
    kind: "county",
    parent: null,
    contact: { name: "王某", phone: "0827-7222222" },
    creditCode: "11330700002592599F",
    template: "empty",
    ...more,
  };
}

export interface OwnSignup {
  readonly id: string;
  readonly token: string;
  readonly state: string;
}

export async function signUp(send: Send, asked: Record<string, unknown>): Promise<OwnSignup> {
  const response = await send("POST", "/api/signups", asked);
  if (response.status !== 202) throw new Error(`sign-up: ${response.status} ${await response.text()}`);
  return (await response.json()) as OwnSignup;
}

export interface Followed {
  readonly state: string;
  readonly reason: string | null;
  readonly invitation: { readonly state: string; readonly token: string | null; readonly expiresAt: string } | null;
}

export async function follow(send: Send, { id, token }: Pick<OwnSignup, "id" | "token">): Promise<Followed> {
  const response = await send("GET", `/api/signups/${id}`, undefined, bearer(token));
  if (response.status !== 200) throw new Error(`following: ${response.status} ${await response.text()}`);
  return (await response.json()) as Followed;
}

export const bearer = (token: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${token}` });

export const firstAdmin = { username: "zhang", name: "管理员 01", password: "Tong-jiang 2026" };

/** From a sign-up that is at work to somebody who is signed in as its admin. */
export async function admitted(send: Send, signup: OwnSignup, tenant: string): Promise<Send> {
  const { invitation } = await follow(send, signup);
  if (invitation?.token == null) throw new Error("no link");
  const made = await send("POST", "/api/invitation", firstAdmin, bearer(invitation.token));
  if (made.status !== 201) throw new Error(`first admin: ${made.status} ${await made.text()}`);
  const { username, password } = firstAdmin;
  const session = await send("POST", "/api/session", { tenant, username, password, mode: "token" });
  const { accessToken } = (await session.json()) as { accessToken: string };
  return (method, path, body, headers = {}) => send(method, path, body, { ...bearer(accessToken), ...headers });
}
