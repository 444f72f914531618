import { allowedOf, allowsText, testsIn } from "../constraints.ts";
import { add, toNumber, toText } from "../decimal.ts";
import { at } from "../fault.ts";
import { roundToUnit } from "../money.ts";
import { jsonOf, type Warning } from "../warning.ts";
import type { Ceiling, Grant, Policy } from "./policy.ts";
import { extentOf, mostFactor, mostOfGrant } from "./warnings-awards.ts";
import { amountsIn, type KnownLevels, type PlacedAmount } from "./warnings-places.ts";
import { yuan } from "./words.ts";

/** Awards above a limit or a ceiling, limits that cross, factors and rates that come to nothing. */
export function limitWarnings(policy: Policy, known: KnownLevels): readonly Warning[] {
  return [
    ...amountsIn(policy, known).flatMap((placed) => [...aboveLimit(placed), ...crossing(placed), ...emptyRate(placed)]),
    ...policy.grants.flatMap((grant) => [...crossingGrant(grant), ...zeroFactors(grant)]),
    ...recipientLimit(policy),
    ...swallowed(policy, known),
    ...policy.ceilings.flatMap((ceiling) => belowAward(policy, ceiling)),
  ];
}

/** A fixed amount or a row that the limit right over it never lets through. */
function aboveLimit({ grant, document, path, cap }: PlacedAmount): readonly Warning[] {
  if (cap === undefined) return [];
  const { title } = grant.document;
  const of = (name: string, fen: number, where: string, proposed: string, value: unknown): readonly Warning[] =>
    fen <= cap.fen
      ? []
      : [
          {
            code: "amount-above-limit",
            path: where,
            message: `「${title}」${name} ${yuan(fen)}，封顶 ${yuan(cap.fen)}，永远拿不全。`,
            figures: { grant: title, fen, atMostFen: cap.fen },
            proposal: { text: `改成 ${yuan(cap.fen)}，或者提高封顶。`, path: proposed, value: jsonOf(value) },
            source: null,
          },
        ];
  if (document.kind === "fixed") return of("定额", document.fen, at(path, "fen"), at(path, "fen"), cap.fen);
  if (document.kind === "table") {
    const rows = at(path, "rows");
    return Object.entries(document.rows).flatMap(([key, fen]) =>
      of(`「${key}」一行`, fen, at(rows, key), rows, { ...document.rows, [key]: cap.fen }),
    );
  }
  if (document.kind === "decided" && typeof document.atMostFen === "number") {
    const where = at(path, "atMostFen");
    if (typeof document.atLeastFen === "number" && document.atLeastFen > cap.fen) {
      return of("酌定的上限", document.atMostFen, where, path, {
        ...document,
        atLeastFen: cap.fen,
        atMostFen: cap.fen,
      });
    }
    return of("酌定的上限", document.atMostFen, where, where, cap.fen);
  }
  return [];
}

function crossing({ grant, document, path }: PlacedAmount): readonly Warning[] {
  return document.kind === "capped" ? crossed(grant, document.atLeastFen, document.atMostFen, path) : [];
}

function crossingGrant(grant: Grant): readonly Warning[] {
  return crossed(grant, grant.document.atLeastFen, grant.document.atMostFen, at("grants", grant.place));
}

/** 「保底高于封顶」: the lesser holds, so the floor never does. */
function crossed(grant: Grant, atLeastFen: unknown, atMostFen: unknown, path: string): readonly Warning[] {
  if (typeof atLeastFen !== "number" || typeof atMostFen !== "number" || atLeastFen <= atMostFen) return [];
  const { title } = grant.document;
  return [
    {
      code: "limits-cross",
      path: at(path, "atLeastFen"),
      message: `「${title}」保底 ${yuan(atLeastFen)}高于封顶 ${yuan(atMostFen)}，保底用不上。`,
      figures: { grant: title, atLeastFen, atMostFen },
      proposal: { text: `保底改成 ${yuan(atMostFen)}或更低。`, path: at(path, "atLeastFen"), value: atMostFen },
      source: null,
    },
  ];
}

/** A rate whose upper end leaves nothing to count. */
function emptyRate({ grant, amount, path }: PlacedAmount): readonly Warning[] {
  if (amount.kind !== "rate" || amount.fenEach === 0 || amount.upTo === undefined) return [];
  if (extentOf(amount).most !== 0) return [];
  const { title } = grant.document;
  const wanted = add(amount.from, amount.per);
  return [
    {
      code: "rate-never",
      path: at(path, "upTo"),
      message: `「${title}」从 ${toText(amount.from)} 起算，最多算到 ${toText(amount.upTo)}，不够计一份，永远是 0 元。`,
      figures: { grant: title, from: toNumber(amount.from), upTo: toNumber(amount.upTo), per: toNumber(amount.per) },
      proposal: { text: `上限改成 ${toText(wanted)} 或更高。`, path: at(path, "upTo"), value: toNumber(wanted) },
      source: null,
    },
  ];
}

/** A factor that is 0 % whatever is reached. */
function zeroFactors(grant: Grant): readonly Warning[] {
  return grant.times.flatMap((times, place) => {
    if (mostFactor(times) > 0) return [];
    const path = at(at(at("grants", grant.place), "times"), place);
    const { title } = grant.document;
    const isBanded = times.bands !== undefined;
    return [
      {
        code: "times-zero",
        path,
        message: `「${title}」的系数怎么都是 0%，这项补助永远是 0 元。`,
        figures: { grant: title, percent: 0 },
        proposal: isBanded
          ? { text: "第一档改成 100%。", path: at(at(at(path, "bands"), 0), "percent"), value: 100 }
          : { text: "写明其他情形按 100%，或者补上各行。", path: at(path, "otherwise"), value: 100 },
        source: null,
      },
    ];
  });
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

/** A fixed amount or a row that rounding takes away whole. */
function swallowed(policy: Policy, known: KnownLevels): readonly Warning[] {
  const { toFen, mode } = policy.document.rounding;
  const amounts = amountsIn(policy, known).flatMap(({ grant, amount, document }) => {
    if (amount !== grant.amount || grant.times.length > 0 || grant.document.atLeastFen !== undefined) return [];
    if (document.kind === "fixed") return [{ title: grant.document.title, fen: document.fen }];
    if (document.kind !== "table") return [];
    return Object.values(document.rows).map((fen) => ({ title: grant.document.title, fen }));
  });
  const lost = amounts.filter(({ fen }) => fen > 0 && roundToUnit(fen, toFen, mode) === 0);
  const [least] = lost.toSorted((a, b) => a.fen - b.fen);
  if (least === undefined) return [];
  const wanted = 10 ** Math.floor(Math.log10(least.fen));
  return [
    {
      code: "rounding-swallows",
      path: "rounding.toFen",
      message: `各笔取整到 ${yuan(toFen)}，「${least.title}」的 ${yuan(least.fen)}取整后是 0 元。`,
      figures: { grant: least.title, fen: least.fen, toFen },
      proposal: { text: `取整改成到 ${yuan(wanted)}。`, path: "rounding.toFen", value: wanted },
      source: null,
    },
  ];
}

/** 「封顶低于一笔」. A ceiling of 0 for one value says that nothing is paid there, and is left. */
function belowAward(policy: Policy, { document, place }: Ceiling): readonly Warning[] {
  const grants = policy.grants.filter(({ ceilings }) => ceilings.includes(place));
  const limit = policy.document.perRecipientAtMostFen ?? Number.POSITIVE_INFINITY;
  const path = at("ceilings", place);
  const warn = (
    name: string,
    fen: number,
    where: string,
    among: readonly Grant[],
    value: (fen: number) => unknown,
  ): Warning[] => {
    const award = greatest(policy, among, limit);
    if (award === undefined || award.fen <= fen) return [];
    const proposed = where.startsWith(at(path, "rows")) ? at(path, "rows") : where;
    return [
      {
        code: "ceiling-below-award",
        path: where,
        message: `${name}封顶 ${yuan(fen)}，「${award.title}」一笔就有 ${yuan(award.fen)}，一家也拿不全。`,
        figures: { ceiling: document.code, ceilingFen: fen, grant: award.title, awardFen: award.fen },
        proposal: { text: `改成 ${yuan(award.fen)}或更高。`, path: proposed, value: jsonOf(value(award.fen)) },
        source: null,
      },
    ];
  };
  const { by, rows, otherwiseFen, totalFen } = document;
  if (by === undefined) return warn("总额", totalFen ?? 0, at(path, "totalFen"), grants, (fen) => fen);
  const perRow = Object.entries(rows ?? {}).flatMap(([key, fen]) => {
    const among = grants.filter((grant) => allowsText(allowedOf(testsIn(grant.document.when), by), key));
    return fen === 0
      ? []
      : warn(`「${key}」`, fen, at(at(path, "rows"), key), among, (raised) => ({ ...rows, [key]: raised }));
  });
  const others = otherwiseFen ? warn("其余各处", otherwiseFen, at(path, "otherwiseFen"), grants, (fen) => fen) : [];
  return [...perRow, ...others];
}
