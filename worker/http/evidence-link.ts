import { jwtVerify, SignJWT } from "jose";
import type { Actor } from "../actions/scope.ts";
import { evidenceLinkSeconds } from "../domain/evidence.ts";
import { Problem } from "../domain/problem.ts";
import type { SessionKeys } from "./session-token.ts";

const issuer = "hongdai";

/** Another audience than a session's, so that neither can be used as the other. */
const audience = "hongdai-evidence";

/** What opens one piece's file, for one person, for a few minutes. */
export async function signEvidenceLink(keys: SessionKeys, actor: Actor, evidence: string, now: Date): Promise<string> {
  const [first] = keys;
  if (first === undefined) throw new Error("no session key");
  const issuedAt = Math.floor(now.getTime() / 1000);
  return await new SignJWT({ tenant: actor.tenant, evidence })
    .setProtectedHeader({ alg: "HS256", kid: first.kid })
    .setSubject(actor.id)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + evidenceLinkSeconds)
    .sign(first.key);
}

/** Refuses a link that has expired, that we didn't sign, that is of another piece, or another person's. */
export async function refuseLink(
  keys: SessionKeys,
  link: string,
  actor: Actor,
  evidence: string,
  now: Date,
): Promise<void> {
  const isGood = await jwtVerify(
    link,
    (header) => {
      const found = keys.find(({ kid }) => kid === header.kid);
      if (found === undefined) throw new Error("unknown kid");
      return found.key;
    },
    { issuer, audience, algorithms: ["HS256"], currentDate: now, requiredClaims: ["exp"], subject: actor.id },
  ).then(
    ({ payload }) => payload["tenant"] === actor.tenant && payload["evidence"] === evidence,
    () => false,
  );
  if (!isGood) throw new Problem("link-spent");
}
