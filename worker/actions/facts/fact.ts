import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { events, facts } from "../../../db/tenant/schema/index.ts";
import type { Fault } from "../../domain/fault.ts";
import { Problem } from "../../domain/problem.ts";
import { type FactPeriod, type FactSubject, type FactType, type Role, unitVariables } from "../../domain/vocabulary.ts";
import type { Scope } from "../scope.ts";
import type { Fact } from "./list.ts";
import { readersOf, selectReaders, type Use, usesOf } from "./uses.ts";

/** A fact with what reads it. */
export interface FactInUse extends Fact {
  readonly usedBy: readonly Use[];
}

/** What a person says of a fact; `of` and the key are where it stands. */
export interface FactFields {
  readonly label?: string | undefined;
  readonly type?: FactType | undefined;
  readonly measure?: string | null | undefined;
  readonly choices?: readonly { readonly code: string; readonly title: string }[] | undefined;
  readonly per?: FactPeriod | undefined;
  readonly filledBy?: Role | undefined;
  readonly isSensitive?: boolean | undefined;
}

export type FactRow = Awaited<ReturnType<typeof selectFacts>>[number];

/** All facts: a tenant has a few hundred at most. */
export function selectFacts(scope: Scope) {
  return scope.db.select().from(facts).orderBy(asc(facts.position), asc(facts.key), asc(facts.of));
}

/** The revision with which a fact of this name begins: one that was removed or renamed has left its events. */
export function selectFirstRevision(scope: Scope, of: FactSubject, key: string) {
  return scope.db
    .select({ revision: sql<number>`coalesce(max(${events.revision}), 0) + 1` })
    .from(events)
    .where(and(eq(events.subjectKind, "fact"), eq(events.subjectId, `${of}/${key}`)));
}

/** One fact with what uses it. Refusals: not-found. */
export async function readFact(scope: Scope, of: FactSubject, key: string): Promise<FactInUse> {
  const [rows, ...readers] = await scope.read([selectFacts(scope), ...selectReaders(scope, [])]);
  const row = rows.find((each) => each.of === of && each.key === key);
  if (row === undefined) throw new Problem("not-found");
  return { ...factFrom(row), usedBy: usesOf(row, rows, readersOf(readers)) };
}

export function factFrom({ position: _, ...fact }: FactRow): Fact {
  return fact;
}

export function isFact(of: FactSubject, key: string): SQL | undefined {
  return and(eq(facts.of, of), eq(facts.key, key));
}

type FaultyFact = Pick<Fact, "key" | "type" | "choices" | "isSensitive" | "of" | "per">;

/** What is wrong with a fact as it would be, by the paths of the request's body. */
export function faultsOf({ key, type, choices, isSensitive, of, per }: FaultyFact): readonly Fault[] {
  const isChoice = type === "choice" || type === "choices";
  const codes = choices.map(({ code }) => code);
  const repeated = choices.flatMap(({ code }, index) =>
    codes.indexOf(code) < index
      ? [{ path: `choices[${index}].code`, message: `选项编码 ${code} 前面用过了，请换一个` }]
      : [],
  );
  const faults: (Fault | false)[] = [
    (unitVariables as readonly string[]).includes(key) && {
      path: "key",
      message: `${key} 是每个对象自带的名字，请换一个`,
    },
    isSensitive &&
      ((of !== "unit" && of !== "entity") || per === "cycle") && {
        path: "isSensitive",
        message: "只有党组织、两新组织的常设事实可以定为敏感",
      },
    isChoice && choices.length === 0 && { path: "choices", message: "单选、多选要写出选项" },
    !isChoice && choices.length > 0 && { path: "choices", message: "只有单选、多选有选项，请删去" },
  ];
  return [...faults.filter((fault) => fault !== false), ...repeated];
}

/** Refuses a name that another fact of the same subject has, or had: published versions go on reading that one by it. */
export function refuseTaken(rows: readonly FactRow[], of: FactSubject, key: string, own?: FactRow): void {
  const same = rows.filter((row) => row.of === of && row !== own);
  if (same.some((row) => row.key === key)) {
    throw new Problem("code-taken", { detail: `${key} 已经登记，请换一个。` });
  }
  const former = same.find((row) => row.formerKeys.includes(key));
  if (former === undefined) return;
  throw new Problem("code-taken", { detail: `${key} 是「${former.label}」的旧名，已发布的还按它取数，请换一个。` });
}

/** `standard point 第 1 版、办法 award 第 2 版`: what has to be changed first. */
export function namesOf(uses: readonly Use[]): string {
  const kinds = { standard: "标准", policy: "办法", gate: "验收门槛" };
  const names = uses.map(
    ({ kind, title, version }) => `${kinds[kind]}「${title}」${version === null ? "" : `第 ${version} 版`}`,
  );
  return names.length > 10 ? `${names.slice(0, 10).join("、")}等 ${names.length} 处` : names.join("、");
}
