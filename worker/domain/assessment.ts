import { canonicalJson } from "./canonical.ts";
import { at, type Fault } from "./fault.ts";
import { checkSubjects, type JsonMap, type Standard } from "./standard/index.ts";
import type { AssessmentState } from "./vocabulary.ts";

/** The values of one stage: claimed, verified or accepted. */
export interface Sheet {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly notApplicable: readonly string[];
  readonly vetoes: readonly string[];
}

/** One item's value as it is sent: an answer, `{ "notApplicable": true }`, or null for none. */
export interface GivenValue {
  readonly item: string;
  readonly value: unknown;
  readonly reason?: string | null | undefined;
}

/** How "not applicable" is written in place of an answer; no tally can have an option of that name. */
export const notApplicable = { notApplicable: true } as const;

/** Whether a value says that its item doesn't apply. */
export function isNotApplicable(value: unknown): boolean {
  return canonicalJson(value ?? null) === '{"notApplicable":true}';
}

/** The sheet out of values by item; null is no answer. */
export function sheetOf(values: Readonly<Record<string, unknown>>, vetoes: readonly string[] = []): Sheet {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return {
    answers: Object.fromEntries(given.filter(([, value]) => !isNotApplicable(value))),
    notApplicable: given.flatMap(([item, value]) => (isNotApplicable(value) ? [item] : [])),
    vetoes,
  };
}

/** The values by item of a sheet, as they were given. */
export function valuesOf({ answers, notApplicable: marked }: Sheet): Readonly<Record<string, unknown>> {
  return { ...answers, ...Object.fromEntries(marked.map((item) => [item, notApplicable])) };
}

/** A sheet with some of its values replaced; what isn't given stays. */
export function withValues(sheet: Sheet, given: readonly GivenValue[], vetoes = sheet.vetoes): Sheet {
  return sheetOf({ ...valuesOf(sheet), ...Object.fromEntries(given.map(({ item, value }) => [item, value])) }, vetoes);
}

/** Whether two values are the same; no value and null are. */
export function isSameValue(one: unknown, other: unknown): boolean {
  return canonicalJson(one ?? null) === canonicalJson(other ?? null);
}

/**
 * The faults of values that a person gives: items that the standard lacks or computes, values that don't fit, one item
 * twice. `path` is where the list stands, "" at the root.
 */
export function valueFaults(standard: Standard, given: readonly GivenValue[], path: string): readonly Fault[] {
  const seen = new Set<string>();
  return given.flatMap(({ item: code, value }, index): readonly Fault[] => {
    const below = at(path, index);
    const item = standard.itemByCode.get(code);
    if (item === undefined) return [{ path: at(below, "item"), message: `标准里没有指标 ${code}` }];
    if (seen.has(code)) return [{ path: at(below, "item"), message: `${code} 前面给过了` }];
    seen.add(code);
    if (!item.isAsked) return [{ path: at(below, "item"), message: `${item.title}是算出来的，不用填` }];
    if (value === null) return [];
    const subject = isNotApplicable(value) ? { notApplicable: [code] } : { answers: { [code]: value } as JsonMap };
    return checkSubjects(standard, [{ id: "x", ...subject }], "").map(({ message }) => ({
      path: at(below, "value"),
      message,
    }));
  });
}

/**
 * The faults of values by which a reviewer departs from what stood before: each wants its reason, and so does each of
 * an item that is scored at discretion (standards.md, `reasonRequired`).
 */
export function reasonFaults(
  standard: Standard,
  before: Sheet,
  given: readonly GivenValue[],
  path: string,
): readonly Fault[] {
  const stood = valuesOf(before);
  const wanting = reasonItems(standard);
  return given.flatMap(({ item, value, reason }, index) => {
    const isNeeded = wanting.has(item) || !isSameValue(stood[item], value);
    if (!isNeeded || (reason ?? null) !== null) return [];
    return [{ path: at(at(path, index), "reason"), message: "与前一步不同，或由人酌定，要写理由" }];
  });
}

/** The faults of vetoes that a reviewer raises. */
export function vetoFaults(standard: Standard, vetoes: readonly string[], path: string): readonly Fault[] {
  return checkSubjects(standard, [{ id: "x", vetoes }], "").map((fault) => ({
    path: fault.path.replace(/^\[0\]\.vetoes/, path),
    message: fault.message,
  }));
}

function reasonItems(standard: Standard): ReadonlySet<string> {
  const items = standard.document.sections.flatMap(({ items: own }) => own);
  return new Set(items.filter((item) => item.reasonRequired === true).map(({ code }) => code));
}

/** The sections of a standard that a department reviews, by code, with whose they are. */
export function departmentSections(
  standard: Standard,
): readonly { readonly code: string; readonly title: string; readonly department: string }[] {
  return standard.document.sections.flatMap(({ code, title, department }) =>
    department === undefined ? [] : [{ code, title, department }],
  );
}

/** The faults of values that a department gives beside the section that it reviews: another's items aren't its own. */
export function otherSectionFaults(
  standard: Standard,
  section: string,
  given: readonly GivenValue[],
  path: string,
): readonly Fault[] {
  const reviewed = standard.document.sections.find(({ code }) => code === section);
  const own = new Set(reviewed?.items.map(({ code }) => code));
  return given.flatMap(({ item }, index) =>
    own.has(item) || !standard.itemByCode.has(item)
      ? []
      : [{ path: at(at(path, index), "item"), message: `不在评审的「${reviewed?.title ?? section}」里` }],
  );
}

/** Where an assessment goes once the township has passed it: to the departments, if a section is one's. */
export function afterTownship(standard: Standard): AssessmentState {
  return departmentSections(standard).length > 0 ? "department" : "acceptance";
}

/** What two blind checks come to: the values they share, and the items on which they differ, which acceptance decides. */
export function mergeChecks(
  standard: Standard,
  one: Sheet,
  other: Sheet,
): { readonly sheet: Sheet; readonly differing: readonly string[] } {
  const [first, second] = [valuesOf(one), valuesOf(other)];
  const codes = standard.items.filter(({ isAsked }) => isAsked).map(({ code }) => code);
  const differing = codes.filter((code) => !isSameValue(first[code], second[code]));
  const shared = Object.fromEntries(Object.entries(first).filter(([code]) => !differing.includes(code)));
  return { sheet: sheetOf(shared, [...new Set([...one.vetoes, ...other.vetoes])]), differing };
}
