import type { JsonMap, Subject } from "../../worker/domain/standard/index.ts";
import { FIELDS, ITEMS, TOWNSHIPS } from "./documents.ts";
import { randomFrom } from "./random.ts";

/** Units with their facts and answers, as JSON; the same for the same number of them. */
export function cohortOf(units: number): readonly Subject[] {
  const random = randomFrom(units);
  return Array.from({ length: units }, (_, place) => {
    const unit = {
      township: TOWNSHIPS[random.below(TOWNSHIPS.length)] ?? "",
      field: FIELDS[random.below(FIELDS.length)] ?? "village",
      trained: random.chance(0.7),
      vacant: random.chance(0.03),
      households: 40 + random.below(400),
      members: 3 + random.below(60),
      fund: random.below(9_000_000) / 100,
    };
    const answers: Record<string, JsonMap[string]> = {};
    for (const { code, kind, nth, from } of ITEMS) {
      if (kind === "formula" || from !== undefined || random.chance(0.02)) continue;
      answers[code] = answerTo(kind, nth, random);
    }
    return {
      id: `u${String(place).padStart(6, "0")}`,
      unit,
      answers,
      notApplicable: ["rating3", "tally1"].filter(() => random.chance(0.05)),
      vetoes: random.chance(0.02) ? ["accident"] : [],
    };
  });
}

function answerTo(kind: string, nth: number, random: ReturnType<typeof randomFrom>): JsonMap[string] {
  switch (kind) {
    case "yes-no":
      return random.chance(0.8);
    case "choice":
      return `o${Math.min(3, random.below(3) + (random.chance(0.2) ? 1 : 0))}`;
    case "count":
      return random.below(12);
    case "bands":
      return random.below(700) / 10 + 35;
    case "brackets":
      return random.below(2_000) / 10;
    case "proportion":
      return random.below(800) / 10 + 40;
    case "deduct":
      return random.below(3);
    case "rating":
      return nth % 2 === 0 ? random.below(3) / 2 : random.below(101) / 100;
    default:
      return { o0: random.below(4), o1: random.below(3), o2: random.below(2) };
  }
}
