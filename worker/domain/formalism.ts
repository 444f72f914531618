import list from "./formalism-rules.json" with { type: "json" };

/** A rule against formalism, what it forbids as a criterion, by which words it is known, and what to ask for instead. */
export interface FormalismRule {
  /** Stable, kebab-case. */
  readonly code: string;
  /** 「不得以……作评价依据」. */
  readonly forbids: string;
  /** Document, date and part. */
  readonly source: string;
  readonly words: RegExp;
  /** What stands where the words stood. */
  readonly instead: string;
  /** What to write, in a sentence. */
  readonly advice: string;
}

/** Words of a text that a rule forbids, and the text without them. */
export interface Offence {
  readonly rule: FormalismRule;
  readonly words: string;
  readonly rewritten: string;
}

/** The rule that an item proven by photographs offends; the proof is a field, no word. */
export const photoRule = {
  code: "proof-photo",
  forbids: "不得以拍照留痕作评价依据",
  source: "《关于防治“指尖上的形式主义”的若干意见》（2023-12）",
} as const;

/**
 * The cited list that 「标准体检」 reads every item against (capabilities.md "The rules that bind such a system"). It is
 * data of its own, formalism-rules.json, whose `asOf` says up to which day the documents were looked through; a new
 * document is a new entry there, and nothing else changes.
 */
export const formalismRules: readonly FormalismRule[] = list.rules.map((rule) => ({
  ...rule,
  words: new RegExp(rule.words, "gi"),
}));

/** What says that something is just not asked for, within a few words before it. */
const DENIED = /(?:不|无需|无须|免|严禁|禁止|杜绝|取消|反对|防止|避免|没有|未)[^，。；]{0,8}$/;

/** Every rule that a text offends, once each, in the order of the list; what is denied (「不搞拍照留痕」) doesn't offend. */
export function offencesIn(text: string): readonly Offence[] {
  return formalismRules.flatMap((rule) => {
    const found = [...text.matchAll(rule.words)].filter(({ index }) => !DENIED.test(text.slice(0, index)));
    if (found.length === 0) return [];
    let rewritten = text;
    for (const { index, 0: words } of found.toReversed()) {
      rewritten = `${rewritten.slice(0, index)}${rule.instead}${rewritten.slice(index + words.length)}`;
    }
    return [{ rule, words: [...new Set(found.map(([words]) => words))].join("、"), rewritten }];
  });
}
