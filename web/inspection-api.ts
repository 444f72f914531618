import { body, here, own } from "./api.ts";

// Draws, inspections, findings and vetoes, as their screens call them.

export type Draw = Awaited<ReturnType<typeof inspectionApi.draw>>;
export type DrawHead = Awaited<ReturnType<typeof inspectionApi.draws>>["items"][number];
export type Inspection = Awaited<ReturnType<typeof inspectionApi.inspections>>["items"][number];
export type Visit = Awaited<ReturnType<typeof inspectionApi.visits>>["items"][number];
export type WholeVisit = Awaited<ReturnType<typeof inspectionApi.visit>>;
export type Finding = Awaited<ReturnType<typeof inspectionApi.findings>>["items"][number];
export type WholeFinding = Awaited<ReturnType<typeof inspectionApi.finding>>;
export type UnitVeto = Awaited<ReturnType<typeof inspectionApi.veto>>;

/** What is wrong somewhere, as a form holds it. */
export interface FoundWrong {
  text: string;
  responsible: string;
  dueOn: string;
  holdsMoney: boolean;
}

export interface NewDraw {
  title: string;
  wanted: number;
  assessors: string[];
  cycle?: string;
  township?: string;
  belt?: string;
  demonstration?: boolean;
}

export interface NewInspection {
  title: string;
  plannedOn: string;
  isBlind: boolean;
  cycle?: string;
  draw?: string;
  units?: string[];
  assessors?: string[];
}

export interface NewVeto {
  unit: string;
  standard: string;
  veto: string;
  happenedOn: string;
  from: string;
  until: string;
  text: string;
  proof: string;
}

type Query = Readonly<Record<string, string | null | undefined>>;
const asked = (query: Query): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1])));
const everywhere = () => ({ tenant: here() });
const at = (id: string) => ({ param: { tenant: here(), id } });
const once = (key: string) => ({ headers: { "idempotency-key": key } });

export const inspectionApi = {
  assessors: () => body(own.assessors.$get({ param: everywhere() })),
  draws: (query: Query) => body(own.draws.$get({ param: everywhere(), query: asked(query) })),
  draw: (id: string) => body(own.draws[":id"].$get(at(id))),
  commitDraw: async (json: NewDraw, key: string) =>
    madeOf(await body(own.draws.$post({ param: everywhere(), json }, once(key)))),
  word: (id: string, json: { word: string; witness: string }) => body(own.draws[":id"].word.$post({ ...at(id), json })),
  abandon: (id: string, reason: string) => body(own.draws[":id"].abandonment.$post({ ...at(id), json: { reason } })),

  inspections: (query: Query) => body(own.inspections.$get({ param: everywhere(), query: asked(query) })),
  inspection: (id: string) => body(own.inspections[":id"].$get(at(id))),
  plan: async (json: NewInspection, key: string) =>
    madeOf(await body(own.inspections.$post({ param: everywhere(), json }, once(key)))),
  visits: (query: Query) => body(own.visits.$get({ param: everywhere(), query: asked(query) })),
  visit: (id: string) => body(own.visits[":id"].$get(at(id))),
  report: (id: string, json: { report: string; findings: FoundWrong[] }) =>
    body(own.visits[":id"].report.$post({ ...at(id), json })),
  cancel: (id: string, reason: string) => body(own.visits[":id"].cancellation.$post({ ...at(id), json: { reason } })),

  findings: (query: Query) => body(own.findings.$get({ param: everywhere(), query: asked(query) })),
  finding: (id: string) => body(own.findings[":id"].$get(at(id))),
  raise: async (json: FoundWrong & { unit: string }, key: string) =>
    madeOf(await body(own.findings.$post({ param: everywhere(), json }, once(key)))),
  change: (id: string, revision: number, json: { dueOn?: string; holdsMoney?: boolean; reason: string }) =>
    body(own.findings[":id"].$patch({ ...at(id), json }, { headers: { "if-match": `"${revision}"` } })),
  withdraw: (id: string, reason: string) => body(own.findings[":id"].withdrawal.$post({ ...at(id), json: { reason } })),
  rectifications: (query: Query) => body(own.rectifications.$get({ param: everywhere(), query: asked(query) })),
  handIn: async (finding: string, text: string, key: string) =>
    madeOf(await body(own.rectifications.$post({ param: everywhere(), json: { finding, text } }, once(key)))),
  recheck: (id: string, json: { isPassed: boolean; reason?: string }) =>
    body(own.rectifications[":id"].recheck.$post({ ...at(id), json })),

  vetoes: (query: Query) => body(own.vetoes.$get({ param: everywhere(), query: asked(query) })),
  veto: (id: string) => body(own.vetoes[":id"].$get(at(id))),
  decideVeto: async (json: NewVeto, key: string) =>
    madeOf(await body(own.vetoes.$post({ param: everywhere(), json }, once(key)))),
  appeal: (id: string, text: string) => body(own.vetoes[":id"].appeal.$post({ ...at(id), json: { text } })),
  answer: (id: string, json: { isLifted: boolean; answer: string }) =>
    body(own.vetoes[":id"].decision.$post({ ...at(id), json })),
};

/** What was created is answered as it was the first time, which the typed client can't know. */
function madeOf(answer: unknown): { readonly id: string } {
  return answer as { readonly id: string };
}
