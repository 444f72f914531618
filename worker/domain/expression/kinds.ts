/** Which kinds of value something may be: a set, as bits, so that what the compiler knows can be met and joined. */
export type Kinds = number;

export const NULL: Kinds = 1;
export const BOOL: Kinds = 2;
export const NUMBER: Kinds = 4;
export const TEXT: Kinds = 8;
export const LIST: Kinds = 16;
export const MAP: Kinds = 32;
export const ANY: Kinds = 63;

const NAMES: readonly (readonly [Kinds, string])[] = [
  [BOOL, "真假"],
  [NUMBER, "数"],
  [TEXT, "文字"],
  [LIST, "列表"],
  [MAP, "对照表"],
  [NULL, "空（null）"],
];

/** The kinds in Chinese: `数或文字`. */
export function namesOf(kinds: Kinds): string {
  const names = NAMES.filter(([kind]) => (kinds & kind) !== 0).map(([, name]) => name);
  const last = names.pop() ?? "";
  return names.length === 0 ? last : `${names.join("、")}或${last}`;
}

/** What is wanted, in Chinese: that null will do as well is not worth saying. */
export function wantedNames(kinds: Kinds): string {
  return namesOf(kinds & ~NULL);
}

/** `unit.speed 是文字`, `这个式子是数`: a space stands between a name in Latin letters and Chinese. */
export function claim(name: string, kinds: Kinds): string {
  return `${name}${/[\u0021-\u007e]$/.test(name) ? " " : ""}是${namesOf(kinds)}`;
}
