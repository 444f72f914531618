import { sql } from "drizzle-orm";
import type { Database } from "../../../db/open.ts";
import type { Demonstration, EntitySeed, PlanSeed } from "../../../db/seed/demonstration.ts";
import { coverages, entities, planDecisions, planPieces, plans, users } from "../../../db/tenant/schema/index.ts";
import { type PlanText, piecesOf, samplePieces } from "../../domain/plan.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { Statement } from "../commit.ts";
import type { ProvisionMeans } from "./provision.ts";
import { idOf, type SeedIds } from "./provision-results.ts";

/** The demonstration's entities with who covers them, and its plan, which the township has approved. */
export function organisationStatements(
  means: ProvisionMeans,
  db: Database["db"],
  { entities: listed, plan }: Demonstration,
  ids: SeedIds,
): Statement[] {
  const at = means.now().toISOString();
  const rows = listed.map((seed) => ({ seed, id: means.newId() }));
  const links = rows.flatMap(({ seed, id }) => (seed.covered === undefined ? [] : [{ ...seed.covered, entity: id }]));
  return [
    ...(rows.length === 0
      ? []
      : [db.insert(entities).values(rows.map(({ seed, id }) => entityRow(seed, id, ids, at)))]),
    ...(links.length === 0
      ? []
      : [
          db.insert(coverages).values(
            links.map(({ entity, by, mode }) => ({
              ...{ id: means.newId(), entityId: entity, unitId: idOf(ids.units, by), mode },
              fromOn: dayInChina(at),
            })),
          ),
        ]),
    ...(plan === null ? [] : planStatements(means, db, plan, ids)),
  ];
}

function entityRow(seed: EntitySeed, id: string, ids: SeedIds, at: string): typeof entities.$inferInsert {
  return {
    ...{ id, creditCode: seed.creditCode, name: seed.name, kind: seed.kind },
    townshipId: seed.township === undefined ? null : idOf(ids.units, seed.township),
    tradeId: seed.trade === undefined ? null : idOf(ids.units, seed.trade),
    ...{ isOperating: true, fullMembers: seed.fullMembers, createdAt: at },
  };
}

/** Of the year in which the demonstration is made, so that its days lie in it. */
function planStatements(means: ProvisionMeans, db: Database["db"], seed: PlanSeed, ids: SeedIds): Statement[] {
  const at = means.now().toISOString();
  const day = dayInChina(at);
  const year = Number(day.slice(0, 4));
  const document: PlanText = {
    goals: seed.goals,
    measures: seed.measures.map(({ dueOn, ...measure }) => ({ ...measure, dueOn: `${year}-${dueOn}` })),
    milestones: seed.milestones.map(({ title, dueOn }) => ({ title, dueOn: `${year}-${dueOn}` })),
  };
  const id = means.newId();
  const user = (column: "id" | "name", username: string) =>
    sql<string>`(SELECT ${users[column]} FROM ${users} WHERE ${users.username} = ${username})`;
  const decided = (revision: number, decision: "submit" | "approve", username: string) => ({
    ...{ planId: id, revision, decision, decidedAt: at },
    ...{ decidedBy: user("id", username), decidedName: user("name", username) },
  });
  return [
    db.insert(plans).values({
      ...{ id, unitId: idOf(ids.units, seed.unit), year, state: "approved", document, createdAt: at, revision: 4 },
      progress: { 0: { percent: 60, on: day, remark: "示例" } },
    }),
    db.insert(planDecisions).values([decided(2, "submit", "admin"), decided(3, "approve", "township")]),
    db.insert(planPieces).values(samplePieces(piecesOf(document)).map((piece) => ({ year, piece, planId: id }))),
  ];
}
