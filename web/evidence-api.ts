import { body, here, own } from "./api.ts";
import type { List } from "./api-shapes.ts";
import { sendFile } from "./files-api.ts";

// Files that stand for what a unit says of itself.

const { evidence } = own;

const read = (id: string) => body(evidence[":id"].$get({ param: { tenant: here(), id } }));

type Shown = Awaited<ReturnType<typeof read>>;
/** A piece of evidence with what it is used for, and what is like it elsewhere. */
export type Evidence = Shown;
export type Likeness = Shown["likenesses"][number];

/** For which item of which assessment. */
export interface Purpose {
  readonly assessment: string;
  readonly item: string;
}

/** What is said of a file as it is added. */
export interface Added {
  readonly unit: string;
  readonly name: string;
  readonly replaces?: string;
  readonly purpose?: Purpose;
}

/** Of which unit, of which assessment, of which of its items. */
export interface EvidenceOf {
  readonly unit?: string | undefined;
  readonly assessment?: string | undefined;
  readonly item?: string | undefined;
}

export const evidenceApi = {
  list: (of: EvidenceOf, cursor: string | null = null): Promise<List<Evidence>> => {
    const named = Object.entries({ ...of, cursor, limit: "50" }).filter(([, value]) => value != null);
    return body(
      evidence.$get({ param: { tenant: here() }, query: Object.fromEntries(named) as Record<string, string> }),
    );
  },
  read,
  add: async ({ purpose, ...said }: Added, file: Blob, come: (share: number) => void): Promise<Evidence> => {
    const url = evidence.$url({ param: { tenant: here() }, query: { ...said, ...purpose } });
    return asEvidence(await sendFile(url, file, "application/octet-stream", come));
  },
  change: (
    { id, revision }: Evidence,
    json: { note?: string | null; validUntil?: string | null; name?: string },
  ): Promise<Evidence> => body(evidence[":id"].$patch({ param: { tenant: here(), id }, json }, ifMatch(revision))),
  remove: async ({ id, revision }: Evidence): Promise<void> => {
    await evidence[":id"].$delete({ param: { tenant: here(), id } }, ifMatch(revision));
  },
  use: (id: string, purpose: Purpose): Promise<Evidence> =>
    body(evidence[":id"].uses.$post({ param: { tenant: here(), id }, json: { ...purpose } })),
  endUse: async (id: string, purpose: Purpose): Promise<void> => {
    await evidence[":id"].uses.$delete({ param: { tenant: here(), id }, query: { ...purpose } });
  },
  /** Links that open these files for five minutes; asking is noted. */
  links: async (ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const { links } = await body(evidence.links.$post({ param: { tenant: here() }, json: { evidence: [...ids] } }));
    return new Map(links.map(({ evidence: id, url }) => [id, url]));
  },
};

function ifMatch(revision: number) {
  return { headers: { "if-match": `"${revision}"` } };
}

/** What was added is answered as it is shown, which the way of a file can't know. */
function asEvidence(answer: unknown): Evidence {
  return answer as Evidence;
}
