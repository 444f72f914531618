import { amountKinds } from "../../../worker/domain/vocabulary.ts";
import type { PolicyDocument } from "../../document-shapes.ts";

/** A policy that nobody has written anything in yet. */
export const emptyPolicy = {
  format: "hongdai/policy@1",
  title: "",
  sources: [],
  year: 2026,
  grants: [],
  rounding: { toFen: 1, mode: "half-up" },
} as const;

type Loose = { readonly [key: string]: unknown };
const isObject = (value: unknown): value is Loose =>
  value !== null && typeof value === "object" && !Array.isArray(value);
const areObjects = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.every((each) => isObject(each)));
const isMap = (value: unknown): boolean => value === undefined || isObject(value);

const lists = ["sources", "groups", "payers", "instalments"] as const;

/**
 * A draft as the forms read it: anything may be missing or of no use, but lists are lists and objects are objects, so
 * that there is a form for everything. null where an imported document isn't even that; then only its faults are shown.
 */
export function formsOf(document: unknown): PolicyDocument | null {
  if (!isObject(document)) return null;
  const { grants, ceilings, rounding } = document;
  const isSound =
    Array.isArray(grants) &&
    grants.every(isGrant) &&
    isObject(rounding) &&
    lists.every((list) => areObjects(document[list])) &&
    areObjects(ceilings) &&
    (!Array.isArray(ceilings) || ceilings.every(isCeiling));
  return isSound ? (document as unknown as PolicyDocument) : null;
}

function isGrant(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { times } = value;
  return (
    ["sources", "payers", "instalments"].every((list) => areObjects(value[list])) &&
    areObjects(times) &&
    (!Array.isArray(times) || times.every((each: Loose) => areObjects(each["bands"]) && isMap(each["rows"]))) &&
    isAmount(value["amount"])
  );
}

function isAmount(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { kind, amount, parts } = value;
  if (typeof kind !== "string" || !Object.hasOwn(amountKinds, kind)) return false;
  if (kind === "capped" && !isAmount(amount)) return false;
  if (kind === "sum" && !(Array.isArray(parts) && parts.every(isAmount))) return false;
  return areObjects(value["brackets"]) && areObjects(value["by"]) && isMap(value["rows"]);
}

function isCeiling(value: Loose): boolean {
  const { grants } = value;
  return isMap(value["rows"]) && (grants === undefined || Array.isArray(grants));
}

/** `3 项补助`, as a file that was read is told. */
export function countsWording(document: PolicyDocument): string {
  const ceilings = document.ceilings?.length ?? 0;
  return `${document.grants.length} 项补助${ceilings === 0 ? "" : `、${ceilings} 道封顶`}`;
}
