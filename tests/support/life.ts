import type { DocumentNoun } from "../../worker/domain/document-expressions.ts";
import type { Send } from "./tenant.ts";
import { type TestTenant, tenant } from "./tenant.ts";

export type Json = Readonly<Record<string, unknown>>;

/** One version as the API answers it. */
export interface Version {
  readonly code: string;
  readonly title: string;
  readonly version: number;
  readonly state: string;
  readonly holdsFrom: string | null;
  readonly sha256: string | null;
  readonly revision: number;
  readonly publication: Json | null;
  readonly retirement: Json | null;
  readonly document: Json;
  readonly faults: readonly Json[];
  readonly publicationFaults: readonly Json[];
  readonly warnings: readonly Json[];
}

const sources = [{ document: "关于开展党建示范带创建的通知", clause: "三、2" }];

/** A standard without a fault or a warning: 100 points of two items, stars at 80 and 60. Reads `unit.members`. */
export function soundStandard(more: Json = {}): Json {
  return {
    format: "hongdai/standard@1",
    title: "验收标准",
    sources,
    scoring: "points",
    sections: [
      {
        code: "team",
        title: "队伍",
        items: [
          { code: "secretary", title: "书记选配", score: { kind: "yes-no", points: 60 } },
          { code: "size", title: "党员人数", score: { kind: "count", each: 10, atMost: 40 }, from: "unit.members" },
        ],
      },
    ],
    levels: [
      { code: "4", title: "四星级", atLeast: 80 },
      { code: "3", title: "三星级", atLeast: 60 },
    ],
    ...more,
  };
}

/** A policy without a fault or a warning: 100 yuan for each member. */
export function soundPolicy(more: Json = {}): Json {
  return {
    format: "hongdai/policy@1",
    title: "奖补办法",
    sources,
    year: 2026,
    rounding: { toFen: 1, mode: "half-up" },
    grants: [{ code: "members", title: "党员活动", amount: { kind: "rate", of: "unit.members", fenEach: 10_000 } }],
    ...more,
  };
}

/** Each noun with a sound document of it, for tests that hold of both. */
export const bothNouns = [
  { noun: "standards", sound: soundStandard },
  { noun: "policies", sound: soundPolicy },
] as const satisfies readonly { readonly noun: DocumentNoun; readonly sound: (more?: Json) => Json }[];

/** A fresh tenant whose admin goes through the life of documents of one noun. */
export async function life(noun: DocumentNoun) {
  const at = await tenant();
  return { ...at, ...lifeOf(at, await at.as("admin"), noun) };
}

export function lifeOf(at: TestTenant, admin: Send, noun: DocumentNoun) {
  const path = `/api/tenants/${at.code}/${noun}`;
  const one = (code: string, version: number): string => `${path}/${code}/versions/${version}`;
  const match = (revision: number): { "if-match": string } => ({ "if-match": `"${revision}"` });
  return {
    admin,
    path,
    one,
    match,
    create: (code: string, document: Json) => admin("POST", path, { code, document }),
    begin: (code: string) => admin("POST", `${path}/${code}/versions`),
    read: async (code: string, version: number) => asVersion(await admin("GET", one(code, version))),
    write: (code: string, version: number, revision: number, document: Json) =>
      admin("PUT", one(code, version), { document }, match(revision)),
    publish: (code: string, version: number, revision: number, more: Json = {}) =>
      admin("POST", `${one(code, version)}/publication`, { holdsFrom: "2026-12-01", ...more }, match(revision)),
    retire: (code: string, version: number, revision: number) =>
      admin("POST", `${one(code, version)}/retirement`, { reason: "新办法已施行" }, match(revision)),
    remove: (code: string, version: number, revision: number) =>
      admin("DELETE", one(code, version), undefined, match(revision)),
  };
}

async function asVersion(response: Response): Promise<Version> {
  return (await response.json()) as Version;
}

/** What a refusal says, without what names this one occurrence. */
export async function refusal(response: Response): Promise<Json> {
  const { status, code, errors, detail } = (await response.json()) as Json;
  return { status, code, ...(errors === undefined ? {} : { errors }), ...(detail === undefined ? {} : { detail }) };
}
