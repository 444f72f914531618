import { and, eq } from "drizzle-orm";
import { draws } from "../../../db/tenant/schema/index.ts";
import { drawnUnits } from "../../domain/draw.ts";
import { Problem } from "../../domain/problem.ts";
import { drawStates } from "../../domain/vocabulary.ts";
import { commit, exactlyOne } from "../commit.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { type Draw, drawOf, selectDraws, selectReach } from "./draw.ts";

/** What a witness said, and their office. */
export interface Word {
  readonly word: string;
  readonly witness: string;
}

/**
 * Takes the witness's word: what results follows from it and from what was committed, at once and for good. The witness
 * is somebody else than who is drawing and who is sent. Refusals: not-found, conflict, invalid, stale.
 */
export async function finishDraw(scope: Scope, id: string, { word, witness }: Word): Promise<Draw> {
  const { row, reach } = await openDraw(scope, id);
  const { draw } = row;
  const isInvolved = [scope.actor, ...draw.assessors].some(({ name }) => name === witness);
  refuseAny(isInvolved ? [{ path: "witness", message: "见证人要另有其人，不是经办人，也不是去督查的考核员" }] : []);
  const result = await drawnUnits({ ...draw, units: draw.list }, draw.commitment, word);
  return await endDraw(scope, { row, reach }, "finish", { state: "finished", word, witness, result });
}

/** Gives an open draw up, for a reason; it stays recorded. Refusals: not-found, conflict, stale. */
export async function abandonDraw(scope: Scope, id: string, reason: string): Promise<Draw> {
  return await endDraw(scope, await openDraw(scope, id), "abandon", { state: "abandoned", reason });
}

type Found = Awaited<ReturnType<typeof openDraw>>;

async function openDraw(scope: Scope, id: string) {
  const [[row], reach] = await scope.read([selectDraws(scope).where(eq(draws.id, id)), selectReach(scope)]);
  if (row === undefined) throw new Problem("not-found");
  const { state, number } = row.draw;
  if (state !== "committed") {
    throw new Problem("conflict", { detail: `第 ${number} 次抽查${drawStates[state]}，不能再动。` });
  }
  return { row, reach };
}

type Ending =
  | { readonly state: "finished"; readonly word: string; readonly witness: string; readonly result: readonly string[] }
  | { readonly state: "abandoned"; readonly reason: string };

async function endDraw(scope: Scope, { row, reach }: Found, action: string, ending: Ending): Promise<Draw> {
  const { draw } = row;
  const ended = { ...ending, endedBy: scope.actor.id, endedAt: scope.now };
  const update = scope.db
    .update(draws)
    .set(ended)
    .where(and(eq(draws.id, draw.id), eq(draws.state, "committed")));
  const { state: _, ...body } = ending;
  const subject = { kind: "draw", id: draw.id, revision: 2 };
  await commit(scope, { subject, action, body: { ...body, nonce: draw.nonce } }, exactlyOne(scope, update));
  return drawOf(scope, { ...row, draw: { ...draw, ...ended }, endedBy: scope.actor.name }, reach);
}
