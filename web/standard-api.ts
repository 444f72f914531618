import { body, here, own, postFile } from "./api.ts";
import type { DocumentHead } from "./api-shapes.ts";
import type { StandardDocument } from "./document-shapes.ts";

// The life of a standard, from its first draft to publication, as the editor calls it.

/** A document as it is sent: any JSON, of which the server says what is wrong. */
export type Given = Record<string, unknown>;

/** A version as it was read: a change is refused if somebody has changed it since. */
export interface VersionRead {
  readonly code: string;
  readonly version: number;
  readonly revision: number;
}

export type Checked = Awaited<ReturnType<typeof standardApi.check>>;
export type Difference = Awaited<ReturnType<typeof standardApi.comparison>>["items"][number];
export type Effect = Awaited<ReturnType<typeof standardApi.effect>>;
export type Fault = Checked["faults"][number];
export type Warning = Checked["warnings"][number];
export type SubjectResult = Awaited<ReturnType<typeof standardApi.evaluate>>["results"][number];

interface Decision {
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly reason: string | null;
}

/** A version as the editor reads it: a draft may have any fault, and its document any form. */
export interface StandardDraft extends VersionRead {
  readonly title: string;
  readonly state: DocumentHead["state"];
  readonly holdsFrom: string | null;
  readonly sha256: string | null;
  readonly publication: Decision | null;
  readonly document: Given;
  readonly faults: readonly Fault[];
  readonly publicationFaults: readonly Fault[];
  readonly warnings: readonly Warning[];
}

/** One who is scored for a try; ids are the editor's own. */
export interface Subject {
  readonly id: string;
  readonly unit: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly notApplicable: readonly string[];
  readonly vetoes: readonly string[];
  readonly held?: { readonly level: string | null };
}

const ifMatch = (revision: number) => ({ headers: { "if-match": `"${revision}"` } });
const once = (key: string) => ({ headers: { "idempotency-key": key } });
const version = own.standards[":code"].versions[":version"];
const param = (of: { readonly code: string; readonly version: number }) => ({
  tenant: here(),
  code: of.code,
  version: `${of.version}`,
});

export const standardApi = {
  /** `key`: the same for the same form, so that a second try after a lost answer is no second standard. */
  create: async (json: { code: string; document: Given }, key: string) =>
    asDraft(await body(own.standards.$post({ param: { tenant: here() }, json }, once(key)))),
  begin: async (code: string, key: string) =>
    asDraft(await body(own.standards[":code"].versions.$post({ param: { tenant: here(), code } }, once(key)))),
  read: async (code: string, of: number) => asDraft(await body(version.$get({ param: param({ code, version: of }) }))),
  save: async (read: VersionRead, document: Given) =>
    asDraft(await body(version.$put({ param: param(read), json: { document } }, ifMatch(read.revision)))),
  remove: async (read: VersionRead) => {
    await version.$delete({ param: param(read) }, ifMatch(read.revision));
  },
  publish: async (read: VersionRead, json: { holdsFrom: string; reason?: string }) =>
    asDraft(await body(version.publication.$post({ param: param(read), json }, ifMatch(read.revision)))),
  comparison: (code: string, from: number, to: number) =>
    body(
      own.standards[":code"].comparison.$get({
        param: { tenant: here(), code },
        query: { from: `${from}`, to: `${to}` },
      }),
    ),
  effect: (of: { code: string; version: number }) => body(version.effect.$get({ param: param(of), query: {} })),
  /** The version as a file, which the browser saves. */
  fileUrl: (of: { code: string; version: number }, as: "json" | "xlsx"): string =>
    `${version.document.$url({ param: param(of), query: { as } }).pathname}?as=${as}`,
  /** What a file holds, and its faults by row and column; stores nothing. */
  readFile: async (file: File) =>
    asImported(await postFile(own.standards.imports.$url({ param: { tenant: here() } }), file, typeOf(file))),
  /** The answers that a result was scored from. */
  answers: (result: string) => body(own.results[":id"].documents.$get({ param: { tenant: here(), id: result } })),
  check: (standard: Given) => body(own.standards.check.$post({ param: { tenant: here() }, json: { standard } })),
  evaluate: (document: StandardDocument, subjects: readonly Subject[]) =>
    body(own.standards.evaluate.$post({ param: { tenant: here() }, json: asEvaluation(document, subjects) })),
};

/** A stored document is typed as any JSON. */
function asDraft(answer: unknown): StandardDraft {
  return answer as StandardDraft;
}

/** What was read in a file, even with faults. */
export interface Imported extends Checked {
  readonly document: Given;
}

function asImported(answer: unknown): Imported {
  return answer as Imported;
}

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const typeOf = ({ name }: File): string => (name.toLowerCase().endsWith(".json") ? "application/json" : xlsx);

/** Answers may be of any form here; it is the server that refuses those that fit no item. */
function asEvaluation(standard: StandardDocument, subjects: readonly Subject[]): never {
  return { standard, subjects } as never;
}
