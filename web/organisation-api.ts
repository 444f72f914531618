import type { ImportMode, ImportSubject, SignageKind } from "../worker/domain/vocabulary.ts";
import { body, here, own, postFile } from "./api.ts";

// Entities, who covers them, belts' points and signs, and rosters in and out, as their screens call them.

export type Entity = Awaited<ReturnType<typeof organisationApi.entity>>;
export type Coverage = Awaited<ReturnType<typeof organisationApi.coverage>>;
export type CoverageFigure = Coverage["figures"][number];
export type CoverageLink = Awaited<ReturnType<typeof organisationApi.links>>["items"][number];
export type BeltPoints = Awaited<ReturnType<typeof organisationApi.points>>;
export type Belt = Awaited<ReturnType<typeof organisationApi.belt>>;
export type Assignment = Awaited<ReturnType<typeof organisationApi.assignments>>["items"][number];

/** What a roster would do, or everything that is wrong with it. */
export interface CheckedRoster {
  readonly import: { readonly id: string; readonly sha256: string } | null;
  readonly counts: Readonly<Record<"rows" | "added" | "updated" | "unchanged" | "skipped", number>>;
  readonly faultCount: number;
  readonly faults: readonly { readonly row: number | null; readonly column: string | null; readonly message: string }[];
}

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const path = (rest: string): string => `/api/tenants/${here()}/${rest}`;
type Query = Readonly<Record<string, string | null | undefined>>;
const asked = (query: Query): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1])));
const matching = (revision: number) => ({ headers: { "if-match": `"${revision}"` } });

export const organisationApi = {
  templateLink: (of: ImportSubject): string => path(`${of}/imports/template`),
  exportLink: (of: ImportSubject): string => path(`${of}/export`),
  checkRoster: async (of: ImportSubject, mode: ImportMode, file: Blob): Promise<CheckedRoster> => {
    const url = new URL(path(`${of}/imports?mode=${mode}`), window.location.origin);
    return asChecked(await postFile(url, file, xlsxType));
  },
  applyRoster: (of: ImportSubject, id: string) =>
    of === "units"
      ? body(own.units.imports[":id"].application.$post({ param: { tenant: here(), id } }))
      : body(own.entities.imports[":id"].application.$post({ param: { tenant: here(), id } })),

  entities: (query: Query) => body(own.entities.$get({ param: { tenant: here() }, query: asked(query) })),
  entity: (id: string) => body(own.entities[":id"].$get({ param: { tenant: here(), id } })),
  coverage: (asOf: string | null) => body(own.coverage.$get({ param: { tenant: here() }, query: asked({ asOf }) })),
  links: (query: Query) =>
    body(own.coverages.$get({ param: { tenant: here() }, query: asked({ limit: "200", ...query }) })),

  belts: () => body(own.belts.$get({ param: { tenant: here() }, query: { limit: "200" } })),
  belt: (id: string) => body(own.belts[":id"].$get({ param: { tenant: here(), id } })),
  points: (id: string) => body(own.belts[":id"].signage.$get({ param: { tenant: here(), id } })),
  order: (id: string, revision: number, order: string[]) =>
    body(own.belts[":id"].order.$post({ param: { tenant: here(), id }, json: { order } }, matching(revision))),
  sign: (
    id: string,
    revision: number,
    signs: { kind: SignageKind; unit?: string | null; installedOn: string | null; remark?: string | null }[],
  ) => body(own.belts[":id"].signage.$post({ param: { tenant: here(), id }, json: { signs } }, matching(revision))),

  assignments: (query: Query) =>
    body(own.assignments.$get({ param: { tenant: here() }, query: asked({ limit: "200", ...query }) })),
  assign: async (json: { kind: "liaison"; person: string; unit?: string; belt?: string }, repeat: string) =>
    void (await own.assignments.$post({ param: { tenant: here() }, json }, { headers: { "idempotency-key": repeat } })),
  endAssignment: (id: string, revision: number, until: string) =>
    body(own.assignments[":id"].$patch({ param: { tenant: here(), id }, json: { until } }, matching(revision))),
};

/** The server has checked its own answer's form. */
function asChecked(answer: unknown): CheckedRoster {
  return answer as CheckedRoster;
}
