import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { belts, signage, units } from "../../../db/tenant/schema/index.ts";
import type { Fault } from "../../domain/fault.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { type SignageKind, signageKinds } from "../../domain/vocabulary.ts";
import { commit, exactlyOne, type Statement } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import { rawStatement } from "../raw-statement.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { keepUnitStandings } from "../unit-standing.ts";
import { unitsWithin } from "../within.ts";
import { selectOneBelt } from "./list.ts";

/** The points of a belt in their order, and every sign that it is to have: `installedOn` null is not there yet. */
export interface BeltPoints {
  readonly belt: string;
  readonly points: readonly BeltPoint[];
  readonly signs: readonly Sign[];
  readonly revision: number;
}

export interface BeltPoint {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly position: number | null;
  readonly demonstration: boolean;
  readonly category: string | null;
}

export interface Sign {
  readonly kind: SignageKind;
  readonly unit: string | null;
  readonly installedOn: string | null;
  readonly remark: string | null;
}

/** A belt's points and its checklist of signs. Refusals: not-found. */
export async function readBeltPoints(scope: Scope, id: string): Promise<BeltPoints> {
  const [[row], points, signs] = await scope.read([
    selectOneBelt(scope, id),
    selectPoints(scope, id, unitsWithin(scope, sql`${units.id}`)),
    selectSigns(scope, id),
  ]);
  if (row === undefined) throw new Problem("not-found");
  return { belt: id, points, signs: checklist(points, signs), revision: row.revision };
}

function selectPoints({ db }: Scope, id: string, within?: SQL) {
  return db
    .select({
      id: units.id,
      code: units.code,
      name: units.name,
      position: units.beltPosition,
      demonstration: units.demonstration,
      category: units.category,
    })
    .from(units)
    .where(and(eq(units.beltId, id), isNull(units.closedOn), within))
    .orderBy(sql`${units.beltPosition} IS NULL`, asc(units.beltPosition), asc(units.code))
    .limit(1000);
}

function selectSigns({ db }: Scope, id: string) {
  return db
    .select({ kind: signage.kind, unit: signage.unitId, installedOn: signage.installedOn, remark: signage.remark })
    .from(signage)
    .where(eq(signage.beltId, id));
}

type StoredSign = Awaited<ReturnType<typeof selectSigns>>[number];

/** One sign of each kind for the belt, one plate for each point. */
function checklist(points: readonly BeltPoint[], stored: readonly StoredSign[]): readonly Sign[] {
  const kinds = (Object.keys(signageKinds) as SignageKind[]).filter((kind) => kind !== "plate");
  const wanted = [
    ...kinds.map((kind) => ({ kind, unit: null })),
    ...points.map(({ id }) => ({ kind: "plate" as const, unit: id })),
  ];
  return wanted.map(({ kind, unit }) => {
    const found = stored.find((sign) => sign.kind === kind && sign.unit === (unit ?? ""));
    return { kind, unit, installedOn: found?.installedOn ?? null, remark: found?.remark ?? null };
  });
}

/**
 * Puts the points of a belt into an order, all of them, by somebody who reaches them all: to the others nothing is told
 * of what lies outside their reach but that there is something. Refusals: not-found, stale, invalid, conflict.
 */
export async function orderBelt(
  scope: Scope,
  id: string,
  ifMatch: string,
  order: readonly string[],
): Promise<BeltPoints> {
  const [[row], points, signs, reached] = await scope.read([
    selectOneBelt(scope, id),
    selectPoints(scope, id),
    selectSigns(scope, id),
    selectPoints(scope, id, unitsWithin(scope, sql`${units.id}`)),
  ]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, row.revision);
  if (reached.length < points.length) {
    throw new Problem("conflict", { detail: "带上还有点在你的范围以外，整条带的次序由管理员来排。" });
  }
  refuseAny(orderFaults(points, order));
  const byId = new Map(points.map((point) => [point.id, point]));
  const after = order.flatMap((each, index) => {
    const point = byId.get(each);
    return point === undefined ? [] : [{ ...point, position: index + 1 }];
  });
  const changed = after.filter(({ id: each, position }) => byId.get(each)?.position !== position);
  const revision = row.revision + 1;
  await commit(scope, { subject: { kind: "belt", id, revision }, action: "order", body: { order: [...order] } }, [
    ...exactlyOne(scope, raised(scope, id, row.revision)),
    ...(changed.length === 0 ? [] : moved(scope, changed)),
  ]);
  return { belt: id, points: after, signs: checklist(after, signs), revision };
}

function orderFaults(points: readonly BeltPoint[], order: readonly string[]): readonly Fault[] {
  const given = new Set(order);
  const missing = points.filter(({ id }) => !given.has(id));
  const known = new Set(points.map(({ id }) => id));
  return [
    ...order.flatMap((id, index) => {
      if (!known.has(id)) return [{ path: `order[${index}]`, message: "不在这条示范带上" }];
      return order.indexOf(id) < index ? [{ path: `order[${index}]`, message: "前面列过了" }] : [];
    }),
    ...missing.map(({ name }) => ({ path: "order", message: `漏了「${name}」，请列全` })),
  ];
}

/** Two points may change places: first nobody has one, then everyone has theirs. */
function moved(scope: Scope, changed: readonly BeltPoint[]): readonly Statement[] {
  const ids = changed.map(({ id }) => id);
  const list = JSON.stringify(changed.map(({ id, position }) => [id, position]));
  return [
    keepUnitStandings(dayInChina(scope.now), sql`"id" IN (SELECT "value" ->> 0 FROM json_each(${list}))`),
    scope.db.update(units).set({ beltPosition: null }).where(inArray(units.id, ids)),
    rawStatement(sql`UPDATE ${units} SET "belt_position" = CAST("to"."value" ->> 1 AS INTEGER), "revision" = "revision" + 1
      FROM json_each(${list}) AS "to" WHERE "units"."id" = "to"."value" ->> 0`),
  ];
}

function raised(scope: Scope, id: string, revision: number): Statement {
  return scope.db
    .update(belts)
    .set({ revision: revision + 1 })
    .where(and(eq(belts.id, id), eq(belts.revision, revision)));
}

export interface SignChange {
  readonly kind: SignageKind;
  readonly unit?: string | null | undefined;
  readonly installedOn: string | null;
  readonly remark?: string | null | undefined;
}

/** Notes which signs of a belt, and of the points within reach, stand and since when; null takes one away. Refusals: not-found, stale, invalid. */
export async function changeSignage(
  scope: Scope,
  id: string,
  ifMatch: string,
  signs: readonly SignChange[],
): Promise<BeltPoints> {
  const [[row], points, stored] = await scope.read([
    selectOneBelt(scope, id),
    selectPoints(scope, id, unitsWithin(scope, sql`${units.id}`)),
    selectSigns(scope, id),
  ]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, row.revision);
  const today = dayInChina(scope.now);
  refuseAny(signs.flatMap((sign, index) => signFaults(sign, index, points, today)));
  const revision = row.revision + 1;
  const isSame = (a: { kind: string; unit: string }, b: SignChange) => a.kind === b.kind && a.unit === (b.unit ?? "");
  const after = [
    ...stored.filter((sign) => !signs.some((change) => isSame(sign, change))),
    ...signs.flatMap(({ kind, unit, installedOn, remark }) =>
      installedOn === null ? [] : [{ kind, unit: unit ?? "", installedOn, remark: remark ?? null }],
    ),
  ];
  await commit(scope, { subject: { kind: "belt", id, revision }, action: "signage", body: { signs: [...signs] } }, [
    ...exactlyOne(scope, raised(scope, id, row.revision)),
    scope.db.delete(signage).where(eq(signage.beltId, id)),
    ...(after.length === 0
      ? []
      : [scope.db.insert(signage).values(after.map(({ unit, ...sign }) => ({ ...sign, beltId: id, unitId: unit })))]),
  ]);
  return { belt: id, points, signs: checklist(points, after), revision };
}

function signFaults(
  { kind, unit, installedOn }: SignChange,
  index: number,
  points: readonly BeltPoint[],
  today: string,
): readonly Fault[] {
  const at = `signs[${index}]`;
  const isOfPoint = points.some(({ id }) => id === unit);
  const faults: (Fault | false)[] = [
    kind === "plate" && !isOfPoint && { path: `${at}.unit`, message: "标识介绍牌要写是哪个点的" },
    kind !== "plate" && (unit ?? null) !== null && { path: `${at}.unit`, message: "这种牌是整条带的，请留空" },
    installedOn !== null &&
      installedOn > today && { path: `${at}.installedOn`, message: `还没到这一天，最晚写今天 ${today}` },
  ];
  return faults.filter((fault) => fault !== false);
}
