import type { Assessment } from "../../assessment-api.ts";

// Why an assessment went back. What concerns one item follows the whole, behind the item's title:
// `还有未填的项；「书记选配」没有任职文件`; so that the form can show it there, and anyone can read the whole.

export interface Remarks {
  /** What concerns the whole; "" where the assessment wasn't returned, or nothing was said of the whole. */
  readonly whole: string;
  readonly ofItem: (title: string) => string;
}

const none: Remarks = { whole: "", ofItem: () => "" };

/** The most that a reason may hold. */
export const reasonMost = 500;

/** One line of text: what is sent holds no line breaks. */
export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** What parts one item's remark from the next isn't taken out of what somebody wrote. */
const unparted = (text: string): string => oneLine(text).replaceAll("；「", "，「");

/** The reason as it is kept. */
export function reasonOf(whole: string, ofItems: readonly { readonly title: string; readonly text: string }[]): string {
  const parts = ofItems
    .filter(({ text }) => text.trim() !== "")
    .map(({ title, text }) => `「${title}」${unparted(text)}`);
  return [unparted(whole), ...parts].filter((part) => part !== "").join("；");
}

/** What the last return said, while the assessment is back with its secretary. */
export function remarksOf({ state, history }: Pick<Assessment, "state" | "history">): Remarks {
  const last = history.findLast(({ action }) => action === "return" || action === "submit");
  if (state !== "self" || last?.action !== "return") return none;
  const parts = (last.note ?? "").split(/；(?=「)/);
  const about = parts.flatMap((part) => {
    const [, title, text] = /^「([^」]+)」(.*)$/.exec(part) ?? [];
    return title === undefined || text === undefined ? [] : [[title, text] as const];
  });
  const rest = parts.filter((part) => !part.startsWith("「")).join("；");
  const pointed = about.length === 0 ? "" : `指出 ${about.length} 项，见各项下面。`;
  const ofItems = new Map(about);
  return {
    whole: `${last.by}：${rest === "" ? pointed : `${rest}。${pointed}`.replace(/。。/, "。")}`,
    ofItem: (title) => ofItems.get(title) ?? "",
  };
}
