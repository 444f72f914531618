import type { DocumentSeed, Template } from "../template.ts";
import committeeFive from "./quzhou-committee-five.json" with { type: "json" };
import fivePairings from "./quzhou-five-pairings.json" with { type: "json" };
import sixGoodsEconomic from "./quzhou-six-goods-economic.json" with { type: "json" };
import sixGoodsSocial from "./quzhou-six-goods-social.json" with { type: "json" };
import sixHaves from "./quzhou-six-haves.json" with { type: "json" };
import sixSpecials from "./quzhou-six-specials.json" with { type: "json" };

/** The article bears no date; the standards hold from the first day of the demonstration's year. */
const published = (code: string, document: DocumentSeed["document"]): DocumentSeed => ({
  code,
  state: "published",
  holdsFrom: "2015-01-01",
  document,
});

/** 衢州标准. The article names the items and gives no points: every number of points here is an example. */
export const quzhou: Template = {
  code: "quzhou",
  title: "两新组织党建“衢州标准”",
  kind: "city",
  departments: [{ code: "two_new", title: "衢州市委“两新”工委" }],
  categories: [],
  facts: [
    {
      key: "party_members",
      of: "unit",
      label: "党员",
      type: "number",
      measure: "人",
      per: "standing",
      filledBy: "secretary",
    },
    {
      key: "party_members",
      of: "entity",
      label: "党员",
      type: "number",
      measure: "人",
      per: "standing",
      filledBy: "township",
    },
    {
      key: "employees",
      of: "entity",
      label: "职工",
      type: "number",
      measure: "人",
      per: "standing",
      filledBy: "township",
    },
  ],
  standards: [
    published("six-specials", sixSpecials),
    published("six-haves", sixHaves),
    published("five-pairings", fivePairings),
    published("six-goods-economic", sixGoodsEconomic),
    published("six-goods-social", sixGoodsSocial),
    published("committee-five", committeeFive),
  ],
  policies: [],
  horizons: [],
  targets: [],
  gates: [],
};
