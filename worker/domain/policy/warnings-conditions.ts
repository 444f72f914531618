import { type Conjunct, conjunctsOf, contradicts, type Test } from "../constraints.ts";
import { at } from "../fault.ts";
import { jsonOf, type Proposal, type Warning, without } from "../warning.ts";
import type { Grant, Policy } from "./policy.ts";
import { type KnownLevels, testsOfGrant } from "./warnings-places.ts";

/** Grants that nobody can have, and instalments that never fall due. */
export function conditionWarnings(policy: Policy, known: KnownLevels): readonly Warning[] {
  return [...policy.grants.flatMap((grant) => neverHad(grant, known)), ...neverDue(policy, known)];
}

function neverHad(grant: Grant, known: KnownLevels): readonly Warning[] {
  const { title, when } = grant.document;
  const beside = testsOfGrant({ ...grant, document: without(grant.document, ["when"]) as never }, known);
  const broken = brokenPart(when, beside);
  if (when === undefined || broken === undefined) return [];
  const path = at("grants", grant.place);
  return [
    {
      code: "grant-never",
      path: at(path, "when"),
      message: `「${title}」谁都得不到：条件“${broken.source}”不可能成立。`,
      figures: { grant: title, condition: broken.source },
      proposal: withoutPart(when, broken, path, grant.document),
      source: null,
    },
  ];
}

/** The first part that, with what stands before it and what holds beside it, leaves nothing. */
function brokenPart(source: string | undefined, beside: readonly Test[]): Conjunct | undefined {
  const tests = [...beside];
  return conjunctsOf(source).find((part) => {
    tests.push(...part.tests);
    return part.tests.length > 0 && contradicts(tests);
  });
}

function withoutPart(source: string, broken: Conjunct, path: string, owner: object): Proposal {
  const kept = conjunctsOf(source).flatMap((part) => (part.source === broken.source ? [] : [part.source]));
  const text = `删去“${broken.source}”，或改成可能成立的条件。`;
  return kept.length === 0
    ? { text, path, value: jsonOf(without(owner, ["when"])) }
    : { text, path: at(path, "when"), value: kept.join(" && ") };
}

/** Instalments whose condition can't hold for a grant that is paid by them. */
function neverDue(policy: Policy, known: KnownLevels): readonly Warning[] {
  return policy.instalmentPlans.flatMap(({ instalments }, plan) => {
    const grants = policy.grants.filter((grant) => grant.instalments === plan);
    const own = policy.grants.find(({ document }) => document.instalments === instalments);
    const path = own === undefined ? "instalments" : at(at("grants", own.place), "instalments");
    return instalments.flatMap((instalment, place) => {
      const { when } = instalment;
      if (when === undefined) return [];
      for (const grant of grants) {
        const given = testsOfGrant(grant, known);
        const broken = contradicts(given) ? undefined : brokenPart(when, given);
        if (broken === undefined) continue;
        const where = at(path, place);
        return [
          {
            code: "instalment-never-due",
            path: at(where, "when"),
            message: `「${grant.document.title}」的第 ${place + 1} 期（${instalment.percent}%）永远到不了期：条件“${broken.source}”与补助的条件矛盾，或不可能成立。`,
            figures: { grant: grant.document.title, instalment: instalment.code, condition: broken.source },
            proposal: withoutPart(when, broken, where, instalment),
            source: null,
          },
        ];
      }
      return [];
    });
  });
}
