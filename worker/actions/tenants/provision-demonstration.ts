import type { Database } from "../../../db/open.ts";
import type { BeltSeed, Demonstration, UnitSeed } from "../../../db/seed/demonstration.ts";
import { demonstrationUsers } from "../../../db/seed/demonstrations.ts";
import type { Template } from "../../../db/seed/template.ts";
import { belts, events, figures, units, userRoles, users } from "../../../db/tenant/schema/index.ts";
import { note, type Statement } from "../commit.ts";
import { type ProvisionMeans, provisionTenant } from "./provision.ts";
import { organisationStatements } from "./provision-organisation.ts";
import { cycleStatements, idOf, type SeedIds } from "./provision-results.ts";

/**
 * Makes a demonstration tenant: provisions it, then adds its places, organisations, users and first results in one
 * batch. Safe to repeat: a tenant that has units already is left as it is.
 */
export async function provisionDemonstration(
  means: ProvisionMeans,
  demonstration: Demonstration,
  template: Template,
  passwordHash: string,
): Promise<void> {
  const { tenant: code, name, parent, reach } = demonstration;
  const admin = demonstrationUsers(reach).find((user) => user.role === "admin");
  const firstAdmin = { username: "admin", name: admin?.name ?? "管理员 01", passwordHash };
  const database = await provisionTenant(means, { code, name, kind: template.kind, parent }, template, firstAdmin);
  const [present] = await database.db.select({ id: units.id }).from(units).limit(1);
  if (present !== undefined) return;
  await note(database, demonstrationStatements(means, database, demonstration, template, passwordHash));
}

function demonstrationStatements(
  means: ProvisionMeans,
  { db }: Database,
  demonstration: Demonstration,
  template: Template,
  passwordHash: string,
): Statement[] {
  const at = means.now().toISOString();
  const ids: SeedIds = {
    units: new Map(demonstration.units.map((unit) => [unit.code, means.newId()])),
    belts: new Map(demonstration.belts.map((belt) => [belt.code, means.newId()])),
  };
  const heads = demonstration.units.filter((unit) => unit.belt === undefined);
  const onBelts = demonstration.units.filter((unit) => unit.belt !== undefined);
  return [
    db.insert(units).values(heads.map((unit) => unitRow(unit, ids, at))),
    ...(demonstration.belts.length === 0
      ? []
      : [db.insert(belts).values(demonstration.belts.map((belt, index) => beltRow(belt, index, ids)))]),
    ...(onBelts.length === 0 ? [] : [db.insert(units).values(onBelts.map((unit) => unitRow(unit, ids, at)))]),
    ...(demonstration.figures.length === 0
      ? []
      : [
          db.insert(figures).values(demonstration.figures.map((figure, index) => ({ ...figure, position: index + 1 }))),
        ]),
    ...userStatements(means, db, demonstration, ids, passwordHash),
    ...organisationStatements(means, db, demonstration, ids),
    ...cycleStatements(means, db, demonstration, template, ids),
    db.insert(events).values({
      id: means.newId(),
      at,
      actorName: "系统",
      action: "demonstrate",
      subjectKind: "demonstration",
      subjectId: demonstration.tenant,
      revision: 1,
      body: { units: demonstration.units.length, belts: demonstration.belts.length },
    }),
  ];
}

function unitRow(unit: UnitSeed, ids: SeedIds, at: string): typeof units.$inferInsert {
  const unitId = (code: string | null | undefined): string | null =>
    code === null || code === undefined ? null : idOf(ids.units, code);
  return {
    id: idOf(ids.units, unit.code),
    code: unit.code,
    name: unit.name,
    shortName: unit.shortName ?? null,
    kind: unit.kind,
    field: unit.field ?? null,
    parentId: unitId(unit.parent),
    townshipId: unitId(unit.township),
    tradeId: unitId(unit.trade),
    beltId: unit.belt === undefined ? null : idOf(ids.belts, unit.belt),
    beltPosition: unit.beltPosition ?? null,
    demonstration: unit.demonstration ?? false,
    category: unit.category ?? null,
    facts: unit.facts ?? {},
    createdAt: at,
  };
}

function beltRow(belt: BeltSeed, index: number, ids: SeedIds): typeof belts.$inferInsert {
  return {
    id: idOf(ids.belts, belt.code),
    code: belt.code,
    name: belt.name,
    townshipId: idOf(ids.units, belt.township),
    plannedUnits: belt.plannedUnits,
    plannedDemonstrations: belt.plannedDemonstrations,
    position: index + 1,
  };
}

/** Everyone but the first admin, whom provisioning has made already. */
function userStatements(
  means: ProvisionMeans,
  db: Database["db"],
  demonstration: Demonstration,
  ids: SeedIds,
  passwordHash: string,
): Statement[] {
  const createdAt = means.now().toISOString();
  const rows = demonstrationUsers(demonstration.reach)
    .filter((user) => user.role !== "admin")
    .map((user) => ({ user, id: means.newId() }));
  const scopeId = (scope: { readonly kind: string; readonly id: string | null }): string => {
    if (scope.id === null) return demonstration.tenant;
    return scope.kind === "unit" ? idOf(ids.units, scope.id) : scope.id;
  };
  return [
    db
      .insert(users)
      .values(rows.map(({ user, id }) => ({ id, username: user.username, name: user.name, passwordHash, createdAt }))),
    db.insert(userRoles).values(
      rows.map(({ user, id }) => ({
        userId: id,
        role: user.role,
        scopeKind: user.scope.kind,
        scopeId: scopeId(user.scope),
      })),
    ),
  ];
}
