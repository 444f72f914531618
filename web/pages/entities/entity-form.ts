import type { EntityKind } from "../../../worker/domain/vocabulary.ts";
import type { Entity, EntityFields, NewEntity } from "../../organisation-api.ts";
import type { FactValue } from "../../units-api.ts";

/** What the form holds; an empty text is nothing, and what isn't known stays unknown. */
export interface EntityDraft {
  creditCode: string;
  name: string;
  kind: EntityKind;
  township: string;
  trade: string;
  isOperating: "" | "true" | "false";
  fullMembers: string;
  establishedOn: string;
  facts: Record<string, FactValue | undefined>;
}

export const newEntity = (): EntityDraft => ({
  ...{ creditCode: "", name: "", kind: "enterprise", township: "", trade: "" },
  ...{ isOperating: "", fullMembers: "", establishedOn: "", facts: {} },
});

export function draftOf(entity: Entity): EntityDraft {
  return {
    ...{ creditCode: entity.creditCode, name: entity.name, kind: entity.kind },
    ...{ township: entity.township ?? "", trade: entity.trade ?? "", establishedOn: entity.establishedOn ?? "" },
    isOperating: entity.isOperating === null ? "" : entity.isOperating ? "true" : "false",
    fullMembers: entity.fullMembers === null ? "" : `${entity.fullMembers}`,
    facts: { ...entity.facts } as EntityDraft["facts"],
  };
}

const orNone = (text: string): string | null => (text === "" ? null : text);

function fieldsOf(draft: EntityDraft): EntityFields {
  return {
    name: draft.name.trim(),
    ...{ township: orNone(draft.township), trade: orNone(draft.trade) },
    isOperating: draft.isOperating === "" ? null : draft.isOperating === "true",
    fullMembers: draft.fullMembers.trim() === "" ? null : Number(draft.fullMembers),
  };
}

const known = (facts: EntityDraft["facts"]): Record<string, FactValue> =>
  Object.fromEntries(Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

export function given(draft: EntityDraft): NewEntity {
  const { creditCode, kind, establishedOn } = draft;
  return {
    ...fieldsOf(draft),
    ...{ creditCode: creditCode.trim().toUpperCase(), kind, establishedOn: orNone(establishedOn) },
    facts: known(draft.facts),
  };
}

/** What is different of an entity: nothing else is sent. */
export function changesOf(entity: Entity, draft: EntityDraft): Partial<EntityFields> & { unknown?: string[] } {
  const [before, after] = [fieldsOf(draftOf(entity)), fieldsOf(draft)];
  const changed = Object.entries(after).filter(([name, value]) => value !== before[name as keyof EntityFields]);
  const [stood, facts] = [known(draftOf(entity).facts), known(draft.facts)];
  const told = Object.entries(facts).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(stood[key]));
  const unknown = Object.keys(stood).filter((key) => !(key in facts));
  return {
    ...Object.fromEntries(changed),
    ...(told.length === 0 ? {} : { facts: Object.fromEntries(told) }),
    ...(unknown.length === 0 ? {} : { unknown }),
  };
}

/** What is missing before the server need be asked. */
export function missing(draft: EntityDraft, isNew: boolean): Readonly<Record<string, string>> {
  const isCount = /^\d{0,6}$/.test(draft.fullMembers.trim());
  const isCode = /^[0-9A-Z]{18}$/.test(draft.creditCode.trim().toUpperCase());
  return {
    ...(draft.name.trim() === "" ? { name: "名称要填，写全称。" } : {}),
    ...(isNew && !isCode ? { creditCode: "统一社会信用代码是 18 位数字和大写字母。" } : {}),
    ...(isCount ? {} : { fullMembers: "要填人数，例如 3；不知道就空着，不要写 0。" }),
  };
}
