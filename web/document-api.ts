import type { Lowering } from "../worker/domain/vocabulary.ts";
import { body, here, own, type Problem } from "./api.ts";
import type { DocumentHead, Fact } from "./api-shapes.ts";
import { postFile } from "./files-api.ts";

// The life of a document, from its first draft to publication, as the editors call it: standards and policies alike.

/** A document as it is sent: any JSON, of which the server says what is wrong. */
export type Given = Record<string, unknown>;

/** A version as it was read: a change is refused if somebody has changed it since. */
export interface VersionRead {
  readonly code: string;
  readonly version: number;
  readonly revision: number;
}

export type Checked = Awaited<ReturnType<typeof standards.check>>;
export type Difference = Awaited<ReturnType<typeof standards.comparison>>["items"][number];
export type Fault = Checked["faults"][number];
export type Warning = Checked["warnings"][number];

interface Decision {
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly reason: string | null;
}

/** A fact that a draft reads and nobody declared; `type` as its use tells, null where it doesn't. */
export interface UndeclaredFact extends Pick<Fact, "key" | "of" | "per"> {
  readonly type: Fact["type"] | null;
  readonly choices: readonly string[];
  readonly paths: readonly string[];
}

/** A version as an editor reads it: a draft may have any fault, and its document any form. */
export interface Draft extends VersionRead {
  readonly title: string;
  readonly state: DocumentHead["state"];
  readonly holdsFrom: string | null;
  readonly sha256: string | null;
  readonly publication: Decision | null;
  readonly document: Given;
  readonly faults: readonly Fault[];
  readonly publicationFaults: readonly Fault[];
  readonly undeclaredFacts: readonly UndeclaredFact[];
  readonly warnings: readonly Warning[];
}

/** What was read in a file, even with faults. */
export interface Imported extends Checked {
  readonly document: Given;
}

const overtaken = ["stale", "version-published", "version-not-published", "version-retired", "not-found"];
/** Somebody was quicker: the version is no longer what was read, or is there no more. */
export const wasOvertaken = ({ code }: Problem): boolean => overtaken.includes(code);

type Routes = typeof own.standards;
type Version = { readonly code: string; readonly version: number };

export const standards = {
  ...lifeOf(own.standards),
  check: (standard: Given) => body(own.standards.check.$post({ param: { tenant: here() }, json: { standard } })),
};

export const policies: DocumentApi = {
  ...lifeOf(sameRoutes(own.policies)),
  check: (policy: Given) => body(own.policies.check.$post({ param: { tenant: here() }, json: { policy } })),
};

export type DocumentApi = typeof standards;

const ifMatch = (revision: number) => ({ headers: { "if-match": `"${revision}"` } });
const once = (key: string) => ({ headers: { "idempotency-key": key } });
const paramOf = (of: Version) => ({ tenant: here(), code: of.code, version: `${of.version}` });

function lifeOf(routes: Routes) {
  return { ...writingOf(routes), ...filesOf(routes) };
}

function writingOf(routes: Routes) {
  const version = routes[":code"].versions[":version"];
  return {
    /** `key`: the same for the same form, so that a second try after a lost answer is no second document. */
    create: async (json: { code: string; document: Given }, key: string) =>
      asDraft(await body(routes.$post({ param: { tenant: here() }, json }, once(key)))),
    begin: async (code: string, key: string) =>
      asDraft(await body(routes[":code"].versions.$post({ param: { tenant: here(), code } }, once(key)))),
    read: async (code: string, of: number) =>
      asDraft(await body(version.$get({ param: paramOf({ code, version: of }) }))),
    save: async (read: VersionRead, document: Given) =>
      asDraft(await body(version.$put({ param: paramOf(read), json: { document } }, ifMatch(read.revision)))),
    remove: async (read: VersionRead) => {
      await version.$delete({ param: paramOf(read) }, ifMatch(read.revision));
    },
    /** `allows`: of a standard alone, what children who adopt it may lower. */
    publish: async (
      read: VersionRead,
      json: { holdsFrom: string; reason?: string; allows?: { lowering: Lowering; parts: string[] } },
    ) => asDraft(await body(version.publication.$post({ param: paramOf(read), json }, ifMatch(read.revision)))),
    retire: async (read: VersionRead, reason: string) => {
      await body(version.retirement.$post({ param: paramOf(read), json: { reason } }, ifMatch(read.revision)));
    },
    comparison: (code: string, from: number, to: number) =>
      body(
        routes[":code"].comparison.$get({
          param: { tenant: here(), code },
          query: { from: `${from}`, to: `${to}` },
        }),
      ),
  };
}

function filesOf(routes: Routes) {
  const version = routes[":code"].versions[":version"];
  return {
    /** The version as a file, which the browser saves. */
    fileUrl: (of: Version, as: "json" | "xlsx"): string =>
      `${version.document.$url({ param: paramOf(of), query: { as } }).pathname}?as=${as}`,
    /** What a file holds, and its faults by row and column; stores nothing. */
    readFile: async (file: File) =>
      asImported(await postFile(routes.imports.$url({ param: { tenant: here() } }), file, typeOf(file))),
  };
}

/** The routes of a document's life are one file for both nouns (routes/document-life.ts), and so is their type. */
function sameRoutes(routes: typeof own.policies): Routes {
  return routes as unknown as Routes;
}

/** A stored document is typed as any JSON. */
function asDraft(answer: unknown): Draft {
  return answer as Draft;
}

function asImported(answer: unknown): Imported {
  return answer as Imported;
}

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const typeOf = ({ name }: File): string => (name.toLowerCase().endsWith(".json") ? "application/json" : xlsx);
