import type { Json } from "../../../worker/domain/expression.ts";
import type { Grant, PolicyDocument } from "../../document-shapes.ts";
import { freeCode } from "../../editing/codes.ts";
import { jsonOf, placeOf, valueAt, withInserted, withMoved, withRemoved } from "../../editing/document.ts";
import type { Done as DoneTo } from "../../editing/editor.ts";
import { grantCodes } from "./codes.ts";
import { formsOf } from "./draft-document.ts";

type Done = DoneTo<PolicyDocument>;

const json = (value: object): Json => value as unknown as Json;
const soundFrom = (changed: Json, before: PolicyDocument): PolicyDocument => formsOf(changed) ?? before;

/** A grant of a fixed sum after the last one. */
export function withGrant(document: PolicyDocument): Done {
  const place = document.grants.length;
  const grant: Grant = {
    code: freeCode(grantCodes(document), "grant_", place + 1),
    title: "",
    amount: { kind: "fixed", fen: 0 },
  };
  const changed = withInserted(jsonOf(document), "grants", place, json(grant));
  return { document: soundFrom(changed, document), path: `grants[${place}]`, said: "添一项补助" };
}

/** The same grant once more, under it, with a code of its own. */
export function withCopy(document: PolicyDocument, path: string): Done | null {
  const { list, place } = placeOf(path);
  const grant = valueAt(jsonOf(document), path) as unknown as Grant | undefined;
  if (grant === undefined) return null;
  const code = freeCode(grantCodes(document), "grant_", place + 2);
  const changed = withInserted(jsonOf(document), list, place + 1, json({ ...grant, code }));
  return {
    document: soundFrom(changed, document),
    path: `${list}[${place + 1}]`,
    said: `照样添一项「${grant.title}」`,
  };
}

/**
 * Without a grant; ceilings for it alone go with it, and others name it no more. `path` is what is nearest to where it
 * stood.
 */
export function withoutGrant(document: PolicyDocument, path: string): Done {
  const { list, place } = placeOf(path);
  const code = document.grants[place]?.code;
  const changed = soundFrom(withRemoved(jsonOf(document), path), document);
  const left = unnamed(changed, code);
  const count = left.grants.length;
  const nearest = count === 0 ? "general" : `${list}[${Math.min(place, count - 1)}]`;
  return { document: left, path: nearest, said: `删去${nameAt(document, path)}` };
}

function unnamed(document: PolicyDocument, code: string | undefined): PolicyDocument {
  if (document.ceilings?.some(({ grants }) => grants?.includes(code ?? "")) !== true) return document;
  const ceilings = document.ceilings.flatMap((ceiling) => {
    const grants = ceiling.grants?.filter((each) => each !== code);
    if (grants === undefined) return [ceiling];
    return grants.length === 0 ? [] : [{ ...ceiling, grants }];
  });
  return { ...document, ceilings };
}

/** Moved to a place among the grants; says where it stands now, among how many. */
function movedTo(document: PolicyDocument, path: string, place: number): Done {
  const changed = soundFrom(withMoved(jsonOf(document), path, "grants", place), document);
  const said = `${nameAt(document, path)}移到第 ${place + 1} 项，共 ${changed.grants.length} 项`;
  return { document: changed, path: `grants[${place}]`, said };
}

/** One place up (−1) or down (1); null where there is no place. */
export function movedBy(document: PolicyDocument, path: string, by: -1 | 1): Done | null {
  const next = placeOf(path).place + by;
  return next >= 0 && next < document.grants.length ? movedTo(document, path, next) : null;
}

/** Dropped onto another grant: into its place. */
export function droppedOn(document: PolicyDocument, path: string, onto: string): Done | null {
  if (!isGrantPlace(path) || !isGrantPlace(onto)) return null;
  return movedTo(document, path, placeOf(onto).place);
}

export const isGrantPlace = (place: string): boolean => /^grants\[\d+\]$/.test(place);

export const titled = (title: string | undefined): string => (title === undefined || title === "" ? "未命名" : title);

/** 「示范点创建补助」. */
function nameAt(document: PolicyDocument, path: string): string {
  return `「${titled(document.grants[placeOf(path).place]?.title)}」`;
}

export function inGroup(document: PolicyDocument, group: string, code: string): boolean {
  return document.grants.some((grant) => grant.code === code && grant.group === group);
}

/** A grant into a group, or out of it. */
export function withinGroup(document: PolicyDocument, group: string, code: string, isIn: boolean): PolicyDocument {
  const grants = document.grants.map((grant) => {
    if (grant.code !== code) return grant;
    const { group: _group, ...kept } = grant;
    return isIn ? { ...kept, group } : kept;
  });
  return { ...document, grants };
}

/** A group as its grants call it: 「创建」「项目」; by its code while none is in it. */
export function groupName(document: PolicyDocument, group: string): string {
  const within = document.grants.filter((grant) => grant.group === group);
  return within.length === 0
    ? `还没有补助的一组（${group}）`
    : within.map(({ title }) => `「${titled(title)}」`).join("");
}
