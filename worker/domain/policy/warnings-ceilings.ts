import { allowedOf, allowsText, testsIn } from "../constraints.ts";
import { at } from "../fault.ts";
import { roundToUnit } from "../money.ts";
import { jsonOf, type Warning } from "../warning.ts";
import type { Ceiling, Grant, Policy } from "./policy.ts";
import { mostOfGrant } from "./warnings-awards.ts";
import { yuan } from "./words.ts";

/** What one recipient or one ceiling may have, below a single award (subsidies.md "Document"). */
export function ceilingWarnings(policy: Policy): readonly Warning[] {
  return [...recipientLimit(policy), ...policy.ceilings.flatMap((ceiling) => belowAward(policy, ceiling))];
}

function recipientLimit(policy: Policy): readonly Warning[] {
  const limit = policy.document.perRecipientAtMostFen;
  const award = greatest(policy, policy.grants, Number.POSITIVE_INFINITY);
  if (limit === undefined || award === undefined || award.fen <= limit) return [];
  return [
    {
      code: "recipient-limit-below-award",
      path: "perRecipientAtMostFen",
      message: `每家最多 ${yuan(limit)}，「${award.title}」一项就有 ${yuan(award.fen)}，拿不全。`,
      figures: { grant: award.title, awardFen: award.fen, limitFen: limit },
      proposal: { text: `改成 ${yuan(award.fen)}或更高。`, path: "perRecipientAtMostFen", value: award.fen },
      source: null,
    },
  ];
}

/** 「封顶低于一笔」. A ceiling of 0 for one value says that nothing is paid there, and is left. */
function belowAward(policy: Policy, { document, place }: Ceiling): readonly Warning[] {
  const grants = policy.grants.filter(({ ceilings }) => ceilings.includes(place));
  const limit = policy.document.perRecipientAtMostFen ?? Number.POSITIVE_INFINITY;
  const path = at("ceilings", place);
  const { by, rows, otherwiseFen, totalFen } = document;
  const award = greatest(policy, grants, limit);
  if (award === undefined) return [];
  const warn = (name: string, fen: number, to: Award, where: string, proposed: string, value: unknown): Warning => ({
    code: "ceiling-below-award",
    path: where,
    message: `${name}封顶 ${yuan(fen)}，「${to.title}」一笔就有 ${yuan(to.fen)}，一家也拿不全。`,
    figures: { ceiling: document.code, ceilingFen: fen, grant: to.title, awardFen: to.fen },
    proposal: { text: `改成 ${yuan(to.fen)}或更高。`, path: proposed, value: jsonOf(value) },
    source: null,
  });
  const single = (name: string, fen: number | undefined, key: string): readonly Warning[] => {
    if (fen === undefined || award.fen <= fen) return [];
    return [warn(name, fen, award, at(path, key), at(path, key), award.fen)];
  };
  if (by === undefined) return single("总额", totalFen, "totalFen");
  const others = otherwiseFen === 0 ? [] : single("其余各处", otherwiseFen, "otherwiseFen");
  if (rows === undefined) return others;
  const awardAt = awardsBy(policy, grants, by, limit);
  const short = Object.entries(rows).filter(([key, fen]) => fen > 0 && awardAt(key).fen > fen);
  const [least] = short.toSorted(([, a], [, b]) => a - b);
  if (least === undefined) return others;
  const [key, fen] = least;
  const raised = Object.fromEntries(short.map(([each]) => [each, awardAt(each).fen]));
  const name = short.length === 1 ? `「${key}」` : `有 ${short.length} 处，最少的「${key}」`;
  const where = short.length === 1 ? at(at(path, "rows"), key) : at(path, "rows");
  return [warn(name, fen, awardAt(key), where, at(path, "rows"), { ...rows, ...raised }), ...others];
}

/** The greatest award at each value of a ceiling: of the grants whose condition doesn't exclude it. */
function awardsBy(policy: Policy, grants: readonly Grant[], by: string, limitFen: number): (key: string) => Award {
  const awards = grants.map((grant) => ({
    allowed: allowedOf(testsIn(grant.document.when), by),
    award: greatest(policy, [grant], limitFen),
  }));
  return (key) => {
    let best: Award = { title: "", fen: 0 };
    for (const { allowed, award } of awards) {
      if (award !== undefined && award.fen > best.fen && allowsText(allowed, key)) best = award;
    }
    return best;
  };
}

/** What one line of a grant may come to, rounded as lines are; a share of a pool is no award of one's own. */
function awardOf(policy: Policy, grant: Grant): number | undefined {
  const fen = grant.amount.kind === "share" ? undefined : mostOfGrant(grant);
  const { toFen, mode } = policy.document.rounding;
  if (fen === undefined) return undefined;
  const rounded = roundToUnit(fen, toFen, mode);
  return rounded > fen && typeof grant.atMostFen === "number" && rounded > grant.atMostFen
    ? roundToUnit(fen, toFen, "down")
    : rounded;
}

interface Award {
  readonly title: string;
  readonly fen: number;
}

function greatest(policy: Policy, grants: readonly Grant[], limitFen: number): Award | undefined {
  let best: Award | undefined;
  for (const grant of grants) {
    const fen = Math.min(awardOf(policy, grant) ?? 0, limitFen);
    if (best === undefined || fen > best.fen) best = { title: grant.document.title, fen };
  }
  return best;
}
