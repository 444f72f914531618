import { decimal, toText } from "../decimal.ts";
import { partOf, partsOf, writtenText } from "../difference.ts";
import { itemKinds, proofs } from "../vocabulary.ts";

/** `5 分`. */
export function pointsText(points: number): string {
  return `${figureText(points)} 分`;
}

/** `86.5`. */
export function figureText(value: number): string {
  return typeof value === "number" && Number.isFinite(value) ? toText(decimal(value)) : writtenText(value);
}

/** `20%`. */
export function shareText(percent: number): string {
  return `${figureText(percent)}%`;
}

/** An expression as it is written. */
export function sourceText(source: string): string {
  return `“${source}”`;
}

/** A text in corner brackets. */
export function quoted(text: string): string {
  return `「${text}」`;
}

/** 是 or 否. */
export function yesText(value: boolean): string {
  return value ? "是" : "否";
}

/** The word of a choice; as it is written where it is no known one. */
export function wordOf(words: Readonly<Record<string, string>>): (value: string) => string {
  return (value) => (Object.hasOwn(words, value) ? (words[value] ?? value) : writtenText(value));
}

/** 承诺、记录、文件 …. */
export const proofText = wordOf(proofs);

/** 「依据」: `《通知》三、2`. */
export function sourcesText(sources: unknown): string {
  const parts = partsOf(sources).map(({ document, clause }) => `《${document}》${clause ?? ""}`);
  return parts.length === 0 ? "没有" : parts.join("、");
}

/** `3 以上 20 分、2 以上 14 分`; with what less is better for `2 以下 10 分`; of ranks `前 3 名 10 分`. */
export function bandsText(bands: unknown): string {
  return partsOf(bands).map(bandText).join("、");
}

function bandText(band: ReturnType<typeof partOf>): string {
  const { atLeast, above, atMost, below, topN, topPercent, points, wording } = band;
  const line =
    atLeast !== undefined
      ? `${figure(atLeast)} 以上`
      : above !== undefined
        ? `超过 ${figure(above)}`
        : atMost !== undefined
          ? `${figure(atMost)} 以下`
          : below !== undefined
            ? `不满 ${figure(below)}`
            : topN !== undefined
              ? `前 ${figure(topN)} 名`
              : `前 ${figure(topPercent)}%`;
  return `${line} ${figure(points)} 分${wording === undefined ? "" : `（原文“${wording}”）`}`;
}

function figure(value: unknown): string {
  return typeof value === "number" ? figureText(value) : writtenText(value);
}

/** `从 0 起每份 1 分、从 10 起每份 0.5 分`. */
export function bracketsText(brackets: unknown): string {
  return partsOf(brackets)
    .map(({ from, each }) => `从 ${figure(from)} 起每份 ${figure(each)} 分`)
    .join("、");
}

/** `健全 5 分、有缺额 3 分`. */
export function optionsText(options: unknown): string {
  return partsOf(options)
    .map(({ title, points }) => `${title} ${figure(points)} 分`)
    .join("、");
}

/** How an item is scored, in a few words: `是否，5 分`. */
export function scoreText(value: unknown): string {
  const score = partOf(value);
  const kind = wordOf(itemKinds)(String(score["kind"]));
  if (score["options"] !== undefined) return `${kind}（${optionsText(score["options"])}）`;
  if (score["bands"] !== undefined) return `${kind}（${bandsText(score["bands"])}）`;
  if (score["brackets"] !== undefined) return `${kind}（${bracketsText(score["brackets"])}）`;
  const each = score["each"] === undefined ? "" : `，每次 ${figure(score["each"])} 分`;
  const full = score["points"] ?? score["atMost"];
  return `${kind}${each}${full === undefined ? "" : `，${figure(full)} 分`}`;
}
