import { ref } from "vue";
import type { SignupDecision } from "../worker/domain/vocabulary.ts";
import type {
  Calculation,
  CalculationRequest,
  List,
  NewAdmin,
  PolicyVersion,
  Session,
  SignupRequest,
  StandardVersion,
} from "./api-shapes.ts";
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
async function reach(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const response = await sent(input, init);
  return await accepted(response, new URL(response.url).pathname);
}

async function accepted(response: Response, path: string): Promise<Response> {
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

function offline(): Problem {
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

/** A file as the body of a request, and what the server read in it. */
export async function postFile(url: URL, file: Blob, type: string): Promise<unknown> {
  const response = await reach(url, { method: "POST", body: file, headers: { "content-type": type } });
  return await response.json();
}

/** As postFile, and says how far it has come, which fetch can't. */
export async function sendFile(url: URL, file: Blob, type: string, come: (share: number) => void): Promise<unknown> {
  const response = await new Promise<Response>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("content-type", type);
    request.upload.onprogress = ({ loaded, total }) => come(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(offline());
    request.onload = () => {
      const kept = ["content-type", "x-request-id"].map((name) => [name, request.getResponseHeader(name) ?? ""]);
      resolve(new Response(request.responseText, { status: request.status, headers: Object.fromEntries(kept) }));
    };
    request.send(file);
  });
  return await (await accepted(response, url.pathname)).json();
}

/** A file as it is answered. */
export const getFile = (path: string): Promise<Response> => reach(new URL(path, window.location.origin));

let tenant = "";
/** Whose data a call in another file speaks of. */
export const here = (): string => tenant;

/** Whose data the calls below speak of: the tenant of the session. */
export function useTenant(code: string | null): void {
  tenant = code ?? "";
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;
/** A query as it is written in an address; what isn't given isn't sent. */
function asked(query: Query): Record<string, string> {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return Object.fromEntries(given.map(([key, value]) => [key, String(value)]));
}

const { tenants, session, directory, templates, signups, invitation } = client.api;
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

  templates: () => body(templates.$get()),
  /** `key`: the same for the same form, so that a second try after a lost answer is no second request. */
  signUp: (json: SignupRequest, key: string) => body(signups.$post({ json }, { headers: { "idempotency-key": key } })),
  signup: (id: string, token: string) => body(signups[":id"].$get({ param: { id } }, bearer(token))),
  invitation: (token: string) => body(invitation.$get({}, bearer(token))),
  useInvitation: (json: NewAdmin, token: string) => body(invitation.$post({ json }, bearer(token))),

  signups: (query: Query) => body(signups.$get({ query: asked(query) })),
  decide: (id: string, json: { decision: SignupDecision; reason?: string }) =>
    body(signups[":id"].approval.$post({ param: { id }, json })),
  renew: (id: string) => body(signups[":id"].renewal.$post({ param: { id } })),
  tenants: (query: Query) => body(tenants.$get({ query: asked(query) })),
  suspend: (code: string, reason: string) => body(own.suspension.$post({ param: { tenant: code }, json: { reason } })),
  resume: (code: string, reason: string) => body(own.resumption.$post({ param: { tenant: code }, json: { reason } })),

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

  calculate: async (json: CalculationRequest) =>
    withDetail(await body(own.subsidies.calculate.$post({ param: { tenant }, json: asGiven(json) }))),
};

/** What somebody was told in secret, shown to the server. */
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

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

/** A document that is tried, and what is made up for it, may be of any form: the server says what is wrong with it. */
function asGiven(json: CalculationRequest): never {
  return json as never;
}

/** What `detail: true` adds is optional in the server's types, since it isn't always asked for; here it always is. */
function withDetail(answer: object): Calculation {
  return answer as Calculation;
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
