import { ref } from "vue";
import type { List, PolicyVersion, Session, StandardVersion } from "./api-shapes.ts";
import { clientOf } from "./client.ts";

/** What the server, or the way to it, refused. `code` is stable; `title` and `detail` are Chinese, for the reader. */
export class Problem extends Error {
  declare readonly status: number;
  declare readonly code: string;
  declare readonly title: string;
  declare readonly detail: string;
  declare readonly errors: readonly { readonly path: string; readonly message: string }[];
  declare readonly requestId: string | null;

  constructor(
    from: Pick<Problem, "status" | "code" | "title"> & Partial<Pick<Problem, "detail" | "errors" | "requestId">>,
  ) {
    super(from.title);
    this.status = from.status;
    this.code = from.code;
    this.title = from.title;
    this.detail = from.detail ?? "";
    this.errors = from.errors ?? [];
    this.requestId = from.requestId ?? null;
  }
}

/** True from the first request that found no way out until one that did; the pages keep what they have. */
export const isOffline = ref(typeof navigator !== "undefined" && navigator.onLine === false);
if (typeof window !== "undefined") {
  window.addEventListener("offline", () => {
    isOffline.value = true;
  });
  window.addEventListener("online", () => {
    isOffline.value = false;
  });
}

let signedOut = (): void => undefined;
/** Called whenever the server says that nobody is signed in, except by signing in itself. */
export function onSignedOut(handler: () => void): void {
  signedOut = handler;
}

/** Asking who is signed in, and signing in, may be refused as nobody; that ends no session. */
const entry = "/api/session";

const client = clientOf(window.location.origin, reach);

/** Every request goes out here, and every refusal comes back as a Problem. */
export async function reach(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await sent(input, init);
  return await accepted(response, new URL(response.url).pathname);
}

export async function accepted(response: Response, path: string): Promise<Response> {
  isOffline.value = false;
  if (response.ok || isOutcome(response)) return response;
  const problem = await problemOf(response);
  if (response.status === 401 && path !== entry) signedOut();
  throw problem;
}

/** What became of each of several things is an answer to read, also where one of them is in conflict. */
function isOutcome({ status, headers }: Response): boolean {
  return status === 409 && (headers.get("content-type") ?? "").startsWith("application/json");
}

async function sent(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(input, { ...init, credentials: "same-origin" });
  } catch {
    throw offline();
  }
}

export function offline(): Problem {
  isOffline.value = true;
  return new Problem({ status: 0, code: "offline", title: "没有网络", detail: "连上以后再试一次。" });
}

async function problemOf(response: Response): Promise<Problem> {
  const requestId = response.headers.get("x-request-id");
  const unexplained = { status: response.status, code: "internal", title: "服务器没能答复", requestId };
  if (!(response.headers.get("content-type") ?? "").includes("json")) return new Problem(unexplained);
  const said = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return new Problem({ ...unexplained, ...said, requestId: said.requestId ?? requestId, status: response.status });
}

/** What the server answered, as its own types say. */
export async function body<T>(answer: Promise<{ json(): Promise<T> }>): Promise<T> {
  return await (await answer).json();
}

let tenant = "";
/** Whose data a call in another file speaks of. */
export const here = (): string => tenant;

/** Whose data the calls below speak of: the tenant of the session. */
export function useTenant(code: string | null): void {
  tenant = code ?? "";
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;
/** A query as it is written in an address; what isn't given isn't sent. */
export function asked(query: Query): Record<string, string> {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return Object.fromEntries(given.map(([key, value]) => [key, String(value)]));
}

const { session, directory } = client.api;
/** The routes that stand in no tenant. */
export const { tenants, templates, signups, invitation } = client.api;
export const own = tenants[":tenant"];
const all = { limit: "200" };

export const api = {
  directory: (query: Query) => body(directory.$get({ query: asked(query) })),
  signIn: async (json: { tenant: string; username: string; password: string }) =>
    asUser(await body<Session | Token>(session.$post({ json }))),
  session: () => body(session.$get()),
  signOut: async () => {
    await session.$delete();
  },
  changePassword: async (old: string, password: string) => {
    await session.password.$post({ json: { old, password } });
  },

  tenant: () => body(own.$get({ param: { tenant } })),
  dashboard: () => body(own.dashboard.$get({ param: { tenant } })),
  units: (query: Query) => body(own.units.$get({ param: { tenant }, query: asked(query) })),
  unit: (id: string) => body(own.units[":id"].$get({ param: { tenant, id } })),
  belts: (query: Query) => body(own.belts.$get({ param: { tenant }, query: asked(query) })),
  facts: () => body(own.facts.$get({ param: { tenant }, query: all })),
  cycles: () => body(own.cycles.$get({ param: { tenant }, query: all })),
  results: (query: Query) => body(own.results.$get({ param: { tenant }, query: asked(query) })),
  result: (id: string) => body(own.results[":id"].$get({ param: { tenant, id } })),

  standards: () => body(own.standards.$get({ param: { tenant }, query: all })),
  standard: (code: string) => body(own.standards[":code"].$get({ param: { tenant, code }, query: {} })),
  standardVersion: async (code: string, version: number) =>
    asDocument<StandardVersion>(
      await body(own.standards[":code"].versions[":version"].$get({ param: { tenant, code, version: `${version}` } })),
    ),
  policies: () => body(own.policies.$get({ param: { tenant }, query: all })),
  policy: (code: string) => body(own.policies[":code"].$get({ param: { tenant, code }, query: {} })),
  policyVersion: async (code: string, version: number) =>
    asDocument<PolicyVersion>(
      await body(own.policies[":code"].versions[":version"].$get({ param: { tenant, code, version: `${version}` } })),
    ),
};

interface Token {
  readonly accessToken: string;
}

/** Signing in answers with the user, unless a token was asked for. */
function asUser(answer: Session | Token): Session {
  if ("accessToken" in answer) throw new Error("a token that nobody asked for");
  return answer;
}

/** A stored document is whatever JSON its format allows; the server has validated it against that format. */
function asDocument<Version>(answer: object): Version {
  return answer as Version;
}

/** Every item of a list, page after page, up to `most`; `isWhole` says whether that was all. */
export async function wholeList<T>(
  page: (query: Query) => Promise<List<T>>,
  query: Query,
  most = 2000,
): Promise<{ items: T[]; isWhole: boolean }> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const answer: List<T> = await page({ ...query, limit: 200, cursor });
    items.push(...answer.items);
    cursor = answer.nextCursor;
  } while (cursor !== null && items.length < most);
  return { items, isWhole: cursor === null };
}
