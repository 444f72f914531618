import { isCreditCode } from "./credit-code.ts";
import { checkFacts, type DeclaredFact } from "./facts.ts";
import {
  factsAfter,
  isSame,
  laidOver,
  type RosterCounts,
  type RosterFault,
  type RosterRow,
  repeatedFaults,
} from "./roster.ts";
import type { CoverageMode, EntityKind, ImportMode } from "./vocabulary.ts";

/** A unit that covers an entity, by its code, how and since when. */
export interface RosterCoverage {
  readonly unit: string;
  readonly mode: CoverageMode;
  readonly from: string | null;
}

/** An entity as a roster speaks of it: township and trade by their short names. */
export interface RosterEntity {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
  readonly kind: EntityKind;
  readonly township: string | null;
  readonly trade: string | null;
  readonly isOperating: boolean | null;
  readonly fullMembers: number | null;
  readonly establishedOn: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly coverages: readonly RosterCoverage[];
  readonly revision: number;
  readonly isClosed: boolean;
}

/** An entity as it will be; `covered` are the links that come with it. */
export interface EntityAfter extends RosterEntity {
  readonly before: RosterEntity | null;
  readonly covered: readonly RosterCoverage[];
}

export interface EntityGround {
  readonly entities: readonly RosterEntity[];
  readonly townships: ReadonlySet<string>;
  readonly trades: ReadonlySet<string>;
  readonly units: ReadonlySet<string>;
  readonly declared: readonly DeclaredFact[];
  readonly today: string;
  readonly newId: () => string;
}

export interface EntityPlan {
  readonly faults: readonly RosterFault[];
  readonly changes: readonly EntityAfter[];
  readonly counts: RosterCounts;
}

/** What a roster of entities would do to those that are there, and everything that is wrong with it, row by row. */
export function planEntities(rows: readonly RosterRow[], mode: ImportMode, ground: EntityGround): EntityPlan {
  const there = new Map(ground.entities.map((entity) => [entity.creditCode, entity]));
  const isThere = (code: string): boolean => there.get(code)?.isClosed === false;
  const faults = [...repeatedFaults(rows, "creditCode", isThere, mode)];
  const isSkipped = ({ values }: RosterRow): boolean => mode === "skip" && isThere(String(values["creditCode"]));
  const taken = rows.filter((row) => !isSkipped(row) && typeof row.values["creditCode"] === "string");
  const changes: EntityAfter[] = [];
  for (const row of taken) {
    const before = there.get(String(row.values["creditCode"])) ?? null;
    const after = merged(before, row.values, ground.newId);
    faults.push(...rowFaults(row, before, after, ground));
    if (before === null || isChanged(before, after)) changes.push(after);
  }
  const added = changes.filter(({ before }) => before === null).length;
  const updated = changes.length - added;
  const unchanged = taken.length - changes.length;
  const counts = { rows: rows.length, added, updated, unchanged, skipped: rows.filter(isSkipped).length };
  return { faults, changes: faults.length > 0 ? [] : changes, counts };
}

function merged(before: RosterEntity | null, values: RosterRow["values"], newId: () => string): EntityAfter {
  const entity: RosterEntity = before ?? {
    ...{ id: newId(), creditCode: String(values["creditCode"]), name: "", kind: "enterprise" },
    ...{ township: null, trade: null, isOperating: null, fullMembers: null, establishedOn: null },
    ...{ facts: {}, coverages: [], revision: 0, isClosed: false },
  };
  const said = laidOver<readonly RosterCoverage[]>([], values["coverages"]) ?? [];
  return {
    ...entity,
    before,
    name: laidOver(entity.name, values["name"]) ?? "",
    kind: laidOver(entity.kind, values["kind"]) ?? entity.kind,
    township: laidOver(entity.township, values["township"]),
    trade: laidOver(entity.trade, values["trade"]),
    isOperating: laidOver(entity.isOperating, values["isOperating"]),
    fullMembers: laidOver(entity.fullMembers, values["fullMembers"]),
    establishedOn: laidOver(entity.establishedOn, values["establishedOn"]),
    facts: factsAfter(entity.facts, values),
    covered: said.filter(({ unit }) => !entity.coverages.some((link) => link.unit === unit)),
    revision: entity.revision + 1,
  };
}

function isChanged(before: RosterEntity, { before: _, covered, ...after }: EntityAfter): boolean {
  return covered.length > 0 || !isSame({ ...before, revision: 0 }, { ...after, revision: 0 });
}

function rowFaults(
  { number, values }: RosterRow,
  before: RosterEntity | null,
  after: EntityAfter,
  ground: EntityGround,
): readonly RosterFault[] {
  const fault = (key: string, message: string): RosterFault => ({ row: number, key, message });
  if (before?.isClosed === true) return [fault("creditCode", "这一家已注销，不能再改")];
  const { fullMembers: members, township, trade } = after;
  const isMember = members === null || (Number.isInteger(members) && members >= 0 && members <= 1e6);
  const found: (RosterFault | false)[] = [
    !isCreditCode(after.creditCode) && fault("creditCode", "统一社会信用代码不对，请核对 18 位"),
    after.name === "" && fault("name", "要填，现在空着"),
    [...after.name].length > 100 && fault("name", "最长 100 字"),
    before === null && values["kind"] === undefined && fault("kind", "要填，现在空着"),
    before !== null && after.kind !== before.kind && fault("kind", "类别不能改"),
    township !== null && !ground.townships.has(township) && fault("township", `没有简称为 ${township} 的乡镇（街道）`),
    trade !== null && !ground.trades.has(trade) && fault("trade", `没有简称为 ${trade} 的行业党委`),
    !isMember && fault("fullMembers", "要填 0 或正整数；不知道写 *"),
    (after.establishedOn ?? "") > ground.today && fault("establishedOn", `还没到这一天，最晚写今天 ${ground.today}`),
  ];
  const links = (laidOver<readonly RosterCoverage[]>([], values["coverages"]) ?? []).flatMap((link) =>
    linkFaults(link, after, ground).map((message) => fault("coverages", message)),
  );
  const facts = checkFacts(ground.declared, after.facts, "facts").map(({ path, message }) => fault(path, message));
  return [...found.filter((each) => each !== false), ...links, ...facts];
}

function linkFaults({ unit, mode, from }: RosterCoverage, after: EntityAfter, ground: EntityGround): readonly string[] {
  const same = after.coverages.find((link) => link.unit === unit);
  const found = [
    !ground.units.has(unit) && `没有编码为 ${unit} 的党组织`,
    (from ?? "") > ground.today && `还没到 ${from}，最晚写今天 ${ground.today}`,
    same !== undefined && same.mode !== mode && `${unit} 已用别的方式覆盖它，请先结束那一条`,
  ];
  return found.filter((each) => each !== false);
}
