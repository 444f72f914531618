import type { Calculation } from "../../api-shapes.ts";
import type { PolicyDocument } from "../../document-shapes.ts";
import { inWords, type Words } from "../documents/condition.ts";

/**
 * The server says a policy's reasons with the document's own codes, since a policy knows no tenant. For a reader they
 * are said with the tenant's titles: 五星级 for 「5」, 办法要求通过验收 for a condition that doesn't hold.
 */
export function inReadersWords(calculation: Calculation, policy: PolicyDocument, words: Words): Calculation {
  const byLevel = new Set(
    policy.grants.filter(({ amount }) => amount.of?.endsWith(".level") === true).map(({ code }) => code),
  );
  return {
    ...calculation,
    errors: calculation.errors.map((each) => ({ ...each, reason: factsIn(each.reason, words) })),
    without: calculation.without.map((each) => ({ ...each, reason: reasonIn(each.reason, words) })),
    lines: calculation.lines.map((line) =>
      byLevel.has(line.grant)
        ? {
            ...line,
            steps: line.steps.map((step) =>
              step.rule === "amount" ? { ...step, text: levelsIn(step.text, words) } : step,
            ),
          }
        : line,
    ),
  };
}

function reasonIn(reason: string, words: Words): string {
  const condition = /^条件不成立：(.+)（[^（）]*）$/.exec(reason)?.[1];
  const said = condition === undefined ? null : inWords(condition, words);
  return said === null ? reason : `办法要求${said}`;
}

function levelsIn(text: string, words: Words): string {
  return text.replace(/「([^」]+)」(?=(\d?))/g, (all, code: string, figure: string) => {
    const title = words.levels.get(code);
    return title === undefined ? all : `${title}${figure === "" ? "" : " "}`;
  });
}

/** A fact that nobody knows, by the tenant's own label: 缺少 facts.plan_approved → 「方案已定」还是未知. */
export function factsIn(reason: string, words: Words): string {
  return reason.replace(/缺少 ((?:unit|facts)\.\w+)/g, (all, path: string) => {
    const label = words.names.get(path);
    return label === undefined ? all : `「${label}」还是未知`;
  });
}

/** Lines that failed for the same reason, told once with whom they are of, at most `most` by name. */
export function failuresTold<Error extends { readonly grant: string; readonly reason: string }>(
  errors: readonly Error[],
  nameOf: (error: Error) => string,
  most = 6,
): readonly { readonly key: string; readonly grant: string; readonly reason: string; readonly who: string }[] {
  return [...Map.groupBy(errors, ({ grant, reason }) => `${grant}/${reason}`)].flatMap(([key, same]) => {
    const [first] = same;
    if (first === undefined) return [];
    const names = same.slice(0, most).map(nameOf).join("、");
    const who = same.length > most ? `${names}等 ${same.length} 家` : names;
    return [{ key, grant: first.grant, reason: first.reason, who }];
  });
}
