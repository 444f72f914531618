import { and, eq, inArray, sql } from "drizzle-orm";
import { batchSources, pools } from "../../../../db/tenant/schema/index.ts";
import { onlyPayer } from "../../../domain/portions.ts";
import { Problem } from "../../../domain/problem.ts";
import { batchStates } from "../../../domain/vocabulary.ts";
import { commit } from "../../commit.ts";
import { refuseStale } from "../../etag.ts";
import { moneyWithin } from "../../money-within.ts";
import { refuseAny } from "../../refuse.ts";
import type { Scope } from "../../scope.ts";
import { selectPools } from "../pools/pool.ts";
import { selectBatch } from "./batch.ts";
import { updateBatch } from "./create.ts";
import { grantsOf, selectBatchPolicy } from "./held.ts";

export interface AskedSource {
  readonly payer: string;
  readonly pool: string;
  readonly upToFen?: number | null | undefined;
}

/**
 * Says which pools bear which payer's part, in the order in which they are drawn on; in place of what was said before.
 * `payer` is a payer's code of the policy, `all` where it names none. Refusals: not-found, stale, wrong-stage, invalid.
 */
export async function chooseSources(
  scope: Scope,
  id: string,
  ifMatch: string,
  asked: readonly AskedSource[],
): Promise<{ readonly revision: number; readonly sources: readonly AskedSource[] }> {
  const [[batch], [policy], known] = await scope.read([
    selectBatch(scope, id),
    selectBatchPolicy(scope, id),
    selectPools(scope).where(
      and(inArray(pools.id, [...asked.map(({ pool }) => pool), ""]), moneyWithin(scope, sql`${pools.unitId}`)),
    ),
  ]);
  if (batch === undefined || policy === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, batch.revision);
  if (batch.state !== "draft" && batch.state !== "returned") {
    throw new Problem("wrong-stage", { detail: `这一批次${batchStates[batch.state]}，资金来源不能再改。` });
  }
  const payers = payersOf(policy.document);
  const open = new Set(known.filter(({ state }) => state === "open").map((pool) => pool.id));
  const pairs = asked.map(({ payer, pool }) => `${payer}/${pool}`);
  refuseAny(
    asked.flatMap(({ payer, pool }, place) => [
      ...(payers.has(payer)
        ? []
        : [{ path: `sources[${place}].payer`, message: `办法里没有这个分担方，有：${[...payers].join("、")}` }]),
      ...(open.has(pool) ? [] : [{ path: `sources[${place}].pool`, message: "没有这个资金池，或已关账" }]),
      ...(pairs.indexOf(`${payer}/${pool}`) === place
        ? []
        : [{ path: `sources[${place}]`, message: "这一分担方的这个资金池已经列过" }]),
    ]),
  );
  const rows = asked.map(({ payer, pool, upToFen = null }, position) => ({
    batchId: id,
    payer,
    position,
    poolId: pool,
    upToFen,
  }));
  const subject = { kind: "batch", id, revision: batch.revision + 1 };
  await commit(scope, { subject, action: "choose-sources", body: { sources: asked } }, [
    ...updateBatch(scope, batch, {}),
    scope.db.delete(batchSources).where(eq(batchSources.batchId, id)),
    ...(rows.length === 0 ? [] : [scope.db.insert(batchSources).values(rows)]),
  ]);
  return { revision: batch.revision + 1, sources: asked };
}

/** The payers whom a policy names anywhere; the only one where it names none, or a grant leaves them out. */
function payersOf(document: unknown): ReadonlySet<string> {
  const { payers } = document as { readonly payers?: readonly { readonly code: string }[] };
  const all = [...(payers ?? []), ...[...grantsOf(document).values()].flatMap((grant) => grant.payers ?? [])];
  const isSomeWithout =
    payers === undefined && [...grantsOf(document).values()].some((grant) => grant.payers === undefined);
  return new Set([...all.map(({ code }) => code), ...(isSomeWithout ? [onlyPayer] : [])]);
}
