import type { PolicyDocument } from "./document.ts";

/** An amount in a policy that can be set: where it stands, what it is, and what it is now, in fen. */
export interface AmountPlace {
  readonly path: string;
  readonly title: string;
  readonly fen: number;
}

type Json = Readonly<Record<string, unknown>>;

/** Every amount of a policy's grants that a number stands for: 定额, a table's rows, a rate, brackets; in the document's order. */
export function amountPlaces(document: PolicyDocument): readonly AmountPlace[] {
  return document.grants.flatMap((grant, place) =>
    placesIn(grant.amount as Json, `grants[${place}].amount`, grant.title),
  );
}

function placesIn(amount: Json, path: string, title: string): readonly AmountPlace[] {
  const at = (key: string, words: string): readonly AmountPlace[] => {
    const fen = amount[key];
    return typeof fen === "number" ? [{ path: `${path}.${key}`, title: `${title}：${words}`, fen }] : [];
  };
  switch (amount["kind"]) {
    case "fixed":
      return at("fen", "定额");
    case "rate":
      return at("fenEach", "每一数量");
    case "table":
      return Object.entries(amount["rows"] as Readonly<Record<string, number>>).map(([key, fen]) => ({
        ...{ path: `${path}.rows.${key}`, title: `${title}：「${key}」`, fen },
      }));
    case "brackets":
      return (amount["brackets"] as readonly Json[]).flatMap((bracket, place) =>
        (["fen", "fenEach"] as const).flatMap((key) => {
          const fen = bracket[key];
          const words = `第 ${place + 1} 档${key === "fen" ? "" : "每一数量"}`;
          return typeof fen === "number"
            ? [{ path: `${path}.brackets[${place}].${key}`, title: `${title}：${words}`, fen }]
            : [];
        }),
      );
    case "capped":
      return placesIn(amount["amount"] as Json, `${path}.amount`, title);
    case "sum":
      return (amount["parts"] as readonly Json[]).flatMap((part, place) =>
        placesIn(part, `${path}.parts[${place}]`, `${title}第 ${place + 1} 项`),
      );
    default:
      return [];
  }
}

/** The document with another amount in a place of it. */
export function withAmount(document: PolicyDocument, path: string, fen: number): PolicyDocument {
  const copy = structuredClone(document) as unknown as Record<string, unknown>;
  // A table's key may hold dots and brackets: it is all that stands behind ".rows.".
  const [head = "", row] = path.split(/\.rows\.(.*)/su);
  const keys = [...head.matchAll(/[^.[\]]+/g)].map(([key]) => key);
  const all = row === undefined ? keys : [...keys, "rows", row];
  let place = copy;
  for (const key of all.slice(0, -1)) place = place[key] as Record<string, unknown>;
  place[all.at(-1) ?? ""] = fen;
  return copy as unknown as PolicyDocument;
}
