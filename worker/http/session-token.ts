import { jwtVerify, SignJWT } from "jose";
import * as v from "valibot";
import type { Actor } from "../actions/scope.ts";
import { Problem } from "../domain/problem.ts";

/** How long a session lasts, and the token and cookie that carry it. */
export const sessionSeconds = 12 * 60 * 60;

const issuer = "hongdai";
const audience = "hongdai-api";

/** The keys that sign sessions, by `kid`: the first signs, all verify, so that keys can be rotated. */
export type SessionKeys = readonly { readonly kid: string; readonly key: Uint8Array }[];

/** SESSION_KEYS is JSON `{ kid: base64 }`, each key 32 bytes or more. A fault in it stops the start. */
export function readSessionKeys(configured: string): SessionKeys {
  const keys = Object.entries(v.parse(v.record(v.string(), v.string()), JSON.parse(configured)));
  const read = keys.map(([kid, base64]) => ({ kid, key: Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)) }));
  if (read.length === 0 || read.some(({ key }) => key.length < 32)) {
    throw new Error("SESSION_KEYS needs at least one key, each of 32 bytes or more");
  }
  return read;
}

const claimsSchema = v.object({
  sid: v.string(),
  sub: v.string(),
  tenant: v.string(),
  username: v.string(),
  name: v.string(),
  roles: v.array(
    v.object({
      role: v.picklist([
        "admin",
        "assessor",
        "department",
        "township",
        "secretary",
        "preparer",
        "approver",
        "cashier",
        "viewer",
        "operator",
      ]),
      scope: v.object({ kind: v.picklist(["tenant", "unit", "trade", "department"]), id: v.string() }),
    }),
  ),
});

export async function signToken(keys: SessionKeys, actor: Actor, now: Date): Promise<string> {
  const [first] = keys;
  if (first === undefined) throw new Error("no session key");
  const issuedAt = Math.floor(now.getTime() / 1000);
  const { sessionId, id, tenant, username, name, roles } = actor;
  return await new SignJWT({ sid: sessionId, tenant, username, name, roles })
    .setProtectedHeader({ alg: "HS256", kid: first.kid })
    .setSubject(id)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + sessionSeconds)
    .sign(first.key);
}

/** Who the token says is asking. Whether the session still lives is the database's to say. */
export async function verifyToken(keys: SessionKeys, token: string, now: Date): Promise<Actor> {
  try {
    const { payload } = await jwtVerify(
      token,
      (header) => {
        const found = keys.find(({ kid }) => kid === header.kid);
        if (found === undefined) throw new Error("unknown kid");
        return found.key;
      },
      { issuer, audience, algorithms: ["HS256"], currentDate: now, requiredClaims: ["exp"] },
    );
    const { sid, sub, ...rest } = v.parse(claimsSchema, payload);
    return { ...rest, sessionId: sid, id: sub };
  } catch {
    throw new Problem("not-signed-in");
  }
}
