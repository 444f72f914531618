import { evidenceLikenesses, evidenceTypes, type Proof } from "../../../worker/domain/vocabulary.ts";
import type { Evidence, Likeness } from "../../evidence-api.ts";

/** What a standard says of an item's proof, as the button says it. */
export function needOf(proof: Proof | undefined): { readonly button: string; readonly isNeeded: boolean } {
  if (proof === "photo") return { button: "添照片", isNeeded: true };
  if (proof === "document") return { button: "添文件", isNeeded: true };
  return { button: "添照片或文件", isNeeded: false };
}

export function sizeOf(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

/** What a piece is and how large. */
export function kindOf({ type, bytes }: Evidence): string {
  return `${evidenceTypes[type]} · ${sizeOf(bytes)}`;
}

/** A day in China. */
export function dayOf(instant: string): string {
  return new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

export function isExpired({ validUntil }: Evidence): boolean {
  return validUntil !== null && validUntil < dayOf(new Date().toISOString());
}

/** That there is one like it elsewhere, and whose where the reader may know. */
export function likenessOf({ kind, isOwn, unitName, name }: Likeness): string {
  const like = evidenceLikenesses[kind];
  if (isOwn) return name === null ? `与本组织另一份${like}` : `与本组织另一份${like}：${name}`;
  return unitName === null ? `与别的党组织的一份${like}` : `与「${unitName}」的一份${like}：${name ?? ""}`;
}

export const accepted = "image/*,.pdf,.doc,.docx,.xls,.xlsx,.pptx";
