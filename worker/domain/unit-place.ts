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

/** The township and the trade committee that a unit belongs to by its parent: the parent itself, or the parent's. */
export function placeUnder(parent: ParentPlace | null): { townshipId: string | null; tradeId: string | null } {
  if (parent === null) return { townshipId: null, tradeId: null };
  if (parent.kind === "township") return { townshipId: parent.id, tradeId: null };
  if (parent.kind === "industry") return { townshipId: null, tradeId: parent.id };
  return { townshipId: parent.townshipId, tradeId: parent.tradeId };
}
