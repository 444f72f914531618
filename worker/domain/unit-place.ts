import type { UnitKind } from "./vocabulary.ts";

/** Which kinds of unit may stand directly above which (组织隶属). A unit without one above it is allowed anywhere. */
export const fittingParents: Readonly<Record<UnitKind, readonly UnitKind[]>> = {
  committee: ["committee"],
  township: ["committee"],
  industry: ["committee"],
  "general-branch": ["committee", "township", "industry"],
  branch: ["committee", "township", "industry", "general-branch"],
};

/** The unit that one is placed under, as far as its place says where it belongs. */
export interface ParentPlace {
  readonly id: string;
  readonly kind: UnitKind;
  readonly townshipId: string | null;
  readonly tradeId: string | null;
}

/** Where a unit belongs in both hierarchies, the territory's and the trade's. */
export interface UnitPlace {
  readonly townshipId: string | null;
  readonly tradeId: string | null;
}

/**
 * The township and the trade committee that a unit belongs to by its parent: the parent itself, or the parent's. One
 * under a township may belong to a trade committee besides (`industry`): in both hierarchies, and still one unit.
 */
export function placeUnder(parent: ParentPlace | null, industry: string | null = null): UnitPlace {
  if (parent === null) return { townshipId: null, tradeId: industry };
  if (parent.kind === "township") return { townshipId: parent.id, tradeId: industry };
  if (parent.kind === "industry") return { townshipId: null, tradeId: parent.id };
  return { townshipId: parent.townshipId, tradeId: parent.tradeId ?? industry };
}

/** The trade committee that a parent brings with it; none may be named besides it. */
export function tradeOf(parent: ParentPlace | null): string | null {
  return parent?.kind === "industry" ? parent.id : (parent?.tradeId ?? null);
}
