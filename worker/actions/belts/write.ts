import { and, eq } from "drizzle-orm";
import { belts, facts, units } from "../../../db/tenant/schema/index.ts";
import { checkFacts } from "../../domain/facts.ts";
import type { Fault } from "../../domain/fault.ts";
import { factsAfter } from "../../domain/filling.ts";
import { Problem } from "../../domain/problem.ts";
import type { UnitKind } from "../../domain/vocabulary.ts";
import { created } from "../answer.ts";
import { commit, exactlyOne } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { type Belt, beltOf } from "./belt.ts";
import { selectOneBelt } from "./list.ts";

export interface BeltFields {
  readonly name?: string | undefined;
  readonly township?: string | null | undefined;
  readonly plannedUnits?: number | null | undefined;
  readonly plannedDemonstrations?: number | null | undefined;
  readonly lengthMetres?: number | null | undefined;
  readonly isLengthAbout?: boolean | undefined;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
}

/** `unknown`: facts that are to be unknown again. */
export interface BeltChange extends BeltFields {
  readonly unknown?: readonly string[] | undefined;
}

export interface NewBelt extends BeltFields {
  readonly code: string;
  readonly name: string;
}

/** Adds a belt. Refusals: invalid, code-taken, conflict. */
export async function createBelt(scope: Scope, asked: NewBelt): Promise<EarlierAnswer> {
  const [taken, around, declared] = await scope.read([
    scope.db.select({ id: belts.id }).from(belts).where(eq(belts.code, asked.code)),
    selectTownship(scope, asked.township),
    selectDeclared(scope),
  ]);
  const belt: Belt = {
    ...{ township: null, plannedUnits: null, plannedDemonstrations: null, lengthMetres: null, isLengthAbout: false },
    ...{ facts: {}, isPartial: false },
    ...given(asked),
    id: scope.newId(),
    code: asked.code,
    name: asked.name,
    units: 0,
    demonstrations: 0,
    revision: 1,
  };
  refuseAny([...faultsOf(belt, asked.township, around), ...checkFacts(declared, asked.facts ?? {}, "facts")]);
  if (taken.length > 0) throw new Problem("code-taken", { detail: `编码 ${asked.code} 已被使用，请换一个。` });
  const answer = created(`/api/tenants/${scope.actor.tenant}/belts/${belt.id}`, belt);
  const { township, units: _, demonstrations: __, isPartial: ___, ...row } = belt;
  const subject = { kind: "belt", id: belt.id, revision: 1 };
  await commit(scope, { subject, action: "create", body: { ...belt }, answer }, [
    scope.db.insert(belts).values({ ...row, townshipId: township }),
  ]);
  return answer;
}

/** Changes what is given and nothing else; facts merge by key, those in `unknown` go. Refusals: not-found, stale, invalid, conflict. */
export async function changeBelt(scope: Scope, id: string, ifMatch: string, change: BeltChange): Promise<Belt> {
  const { unknown = [], ...fields } = change;
  const [[row], around, declared] = await scope.read([
    selectOneBelt(scope, id),
    selectTownship(scope, change.township),
    selectDeclared(scope),
  ]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, row.revision);
  const facts = factsAfter(row.facts, { facts: change.facts ?? {}, unknown });
  const belt: Belt = { ...beltOf(row), ...given(fields), facts, revision: row.revision + 1 };
  refuseAny([...faultsOf(belt, change.township, around), ...checkFacts(declared, change.facts ?? {}, "facts")]);
  const { township, units: _, demonstrations: __, id: ___, code: ____, isPartial: _____, ...set } = belt;
  const update = scope.db
    .update(belts)
    .set({ ...set, townshipId: township })
    .where(and(eq(belts.id, id), eq(belts.revision, row.revision)));
  const subject = { kind: "belt", id, revision: belt.revision };
  await commit(scope, { subject, action: "change", body: { ...given(fields), unknown } }, exactlyOne(scope, update));
  return belt;
}

function given(fields: BeltFields): Partial<Belt> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What belts are known by, as it was declared. */
function selectDeclared({ db }: Scope) {
  return db
    .select({ key: facts.key, label: facts.label, type: facts.type, choices: facts.choices })
    .from(facts)
    .where(and(eq(facts.of, "belt"), eq(facts.per, "standing")));
}

function selectTownship(scope: Scope, township: string | null | undefined) {
  return scope.db
    .select({ kind: units.kind })
    .from(units)
    .where(eq(units.id, township ?? ""));
}

function faultsOf(
  belt: Belt,
  asked: string | null | undefined,
  [above]: readonly { readonly kind: UnitKind }[],
): readonly Fault[] {
  const faults: (Fault | false)[] = [
    asked !== undefined &&
      asked !== null &&
      above?.kind !== "township" &&
      above?.kind !== "industry" && { path: "township", message: "应为一个乡镇或行业党委的 id" },
    belt.plannedUnits !== null &&
      (belt.plannedDemonstrations ?? 0) > belt.plannedUnits && {
        path: "plannedDemonstrations",
        message: `计划示范点不能多于计划创建点 ${belt.plannedUnits} 个`,
      },
  ];
  return faults.filter((fault) => fault !== false);
}
