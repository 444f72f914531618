import type { CoverageMode, EntityKind, ImportMode, ImportSubject, SignageKind } from "../worker/domain/vocabulary.ts";
import { api, body, here, own } from "./api.ts";
import { getFile, postFile } from "./files-api.ts";
import type { FactValue } from "./units-api.ts";

// Entities, who covers them, belts' points and signs, and rosters in and out, as their screens call them.

export type Entity = Awaited<ReturnType<typeof organisationApi.entity>>;
export type Coverage = Awaited<ReturnType<typeof organisationApi.coverage>>;
export type CoverageFigure = Coverage["figures"][number];
export type CoverageLink = Awaited<ReturnType<typeof organisationApi.links>>["items"][number];
export type BeltPoints = Awaited<ReturnType<typeof organisationApi.points>>;
export type Belt = Awaited<ReturnType<typeof organisationApi.belt>>;
export type Assignment = Awaited<ReturnType<typeof organisationApi.assignments>>["items"][number];

/** Something as it was read: what is changed by its ETag. */
interface Read {
  readonly id: string;
  readonly revision: number;
}

/** What may be changed of an entity. Null is unknown, or no such place. */
export interface EntityFields {
  name: string;
  township: string | null;
  trade: string | null;
  isOperating: boolean | null;
  fullMembers: number | null;
  facts?: Record<string, FactValue>;
}

export interface NewEntity extends EntityFields {
  creditCode: string;
  kind: EntityKind;
  establishedOn: string | null;
}

/** Somebody is to look after something: a leader an area, a cadre an entity, a leader a point or belt. */
export interface NewAssignment {
  kind: "liaison" | "area" | "entity";
  person: string;
  office?: string | null;
  unit?: string;
  belt?: string;
  entity?: string;
  from?: string;
  dueOn?: string | null;
  count?: number | null;
}

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
  /** One part of a roster, its name, and where the next part is. */
  exported: async (of: ImportSubject, after: string | null) => {
    const response = await getFile(after ?? path(`${of}/export?part=1`));
    const named = /filename\*=UTF-8''(\S+)/.exec(response.headers.get("content-disposition") ?? "")?.[1];
    const next = /<([^>]+)>; rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
    return { file: await response.blob(), name: decodeURIComponent(named ?? `${of}.xlsx`), next: next ?? null };
  },
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
  createEntity: async (json: NewEntity, repeat: string): Promise<Read> =>
    asRead(
      await body(own.entities.$post({ param: { tenant: here() }, json }, { headers: { "idempotency-key": repeat } })),
    ),
  changeEntity: ({ id, revision }: Read, json: Partial<EntityFields> & { unknown?: string[] }) =>
    body(own.entities[":id"].$patch({ param: { tenant: here(), id }, json }, matching(revision))),
  closeEntity: async ({ id, revision }: Read, json: { on: string; reason: string }) =>
    void (await own.entities[":id"].closing.$post({ param: { tenant: here(), id }, json }, matching(revision))),
  cover: async (json: { entity: string; unit: string; mode: CoverageMode; from: string }, repeat: string) =>
    void (await own.coverages.$post({ param: { tenant: here() }, json }, { headers: { "idempotency-key": repeat } })),
  endCoverage: (id: string, revision: number, until: string) =>
    body(own.coverages[":id"].$patch({ param: { tenant: here(), id }, json: { until } }, matching(revision))),
  /** From how many full members an entity must be covered; read first, since the tenant's other settings stay. */
  setMustMembers: async (mustOrganiseMembers: number) => {
    const { revision } = await api.tenant();
    return await body(
      own.$patch({ param: { tenant: here() }, json: { settings: { mustOrganiseMembers } } }, matching(revision)),
    );
  },
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
  assign: async (json: NewAssignment, repeat: string) =>
    void (await own.assignments.$post({ param: { tenant: here() }, json }, { headers: { "idempotency-key": repeat } })),
  endAssignment: (id: string, revision: number, until: string) =>
    body(own.assignments[":id"].$patch({ param: { tenant: here(), id }, json: { until } }, matching(revision))),
};

/** What was created is answered as it was the first time, which the typed client can't know. */
function asRead(answer: unknown): Read {
  return answer as Read;
}

/** The server has checked its own answer's form. */
function asChecked(answer: unknown): CheckedRoster {
  return answer as CheckedRoster;
}
