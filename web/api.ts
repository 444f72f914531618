import { ref } from "vue";
import type * as shapes from "./api-shapes.ts";

/** What the server, or the way to it, refused. `code` is stable; `title` and `detail` are Chinese, for the reader. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  readonly requestId: string | null;

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

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** `isEntry`: being refused as nobody is then an answer, not the end of a session. */
interface Asked {
  readonly query?: Query;
  readonly body?: unknown;
  readonly isEntry?: true;
}

/** The one place where JSON from the server gets its type: the server's own schemas made it. */
async function bodyOf<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}

async function request<T>(method: string, path: string, more: Asked = {}): Promise<T> {
  const response = await reach(method, path, more);
  if (response.status === 204) return undefined as T;
  if (response.ok) return await bodyOf<T>(response);
  const problem = await problemOf(response);
  if (response.status === 401 && more.isEntry !== true) signedOut();
  throw problem;
}

async function reach(method: string, path: string, more: Asked): Promise<Response> {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(more.query ?? {})) {
    if (value !== null && value !== undefined && value !== "") query.set(key, String(value));
  }
  const search = query.toString();
  const init: RequestInit = { method, credentials: "same-origin", headers: { accept: "application/json" } };
  if (more.body !== undefined) {
    init.headers = { accept: "application/json", "content-type": "application/json" };
    init.body = JSON.stringify(more.body);
  }
  try {
    const response = await fetch(search === "" ? path : `${path}?${search}`, init);
    isOffline.value = false;
    return response;
  } catch {
    isOffline.value = true;
    throw new Problem({ status: 0, code: "offline", title: "没有网络", detail: "连上以后再试一次。" });
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const requestId = response.headers.get("x-request-id");
  const unexplained = { status: response.status, code: "internal", title: "服务器没能答复", requestId };
  if (!(response.headers.get("content-type") ?? "").includes("json")) return new Problem(unexplained);
  const said = await bodyOf<Partial<Problem> & { instance?: string }>(response).catch(() => ({}) as Partial<Problem>);
  return new Problem({ ...unexplained, ...said, requestId: said.requestId ?? requestId, status: response.status });
}

let tenantPath = "";
/** Whose data the calls below speak of: the tenant of the session. */
export function useTenant(code: string | null): void {
  tenantPath = code === null ? "" : `/api/tenants/${encodeURIComponent(code)}`;
}

const own = <T>(path: string, query?: Query): Promise<T> =>
  request<T>("GET", `${tenantPath}${path}`, query === undefined ? {} : { query });
const part = encodeURIComponent;

export const api = {
  directory: () => request<shapes.List<shapes.DirectoryEntry>>("GET", "/api/directory", { query: { limit: 200 } }),
  signIn: (body: { tenant: string; username: string; password: string }) =>
    request<shapes.Session>("POST", "/api/session", { body, isEntry: true }),
  session: () => request<shapes.Session>("GET", "/api/session", { isEntry: true }),
  signOut: () => request<void>("DELETE", "/api/session"),

  tenant: () => own<shapes.Tenant>(""),
  dashboard: () => own<shapes.Dashboard>("/dashboard"),
  units: (query: Query) => own<shapes.List<shapes.Unit>>("/units", query),
  unit: (id: string) => own<shapes.Unit>(`/units/${part(id)}`),
  facts: () => own<shapes.List<shapes.Fact>>("/facts", { limit: 200 }),
  cycles: () => own<shapes.List<shapes.Cycle>>("/cycles", { limit: 200 }),
  results: (query: Query) => own<shapes.List<shapes.Result>>("/results", query),
  result: (id: string) => own<shapes.ExplainedResult>(`/results/${part(id)}`),

  standards: () => own<shapes.List<shapes.DocumentHead>>("/standards", { limit: 200 }),
  standard: (code: string) => own<shapes.DocumentVersions>(`/standards/${part(code)}`),
  standardVersion: (code: string, version: number) =>
    own<shapes.StandardVersion>(`/standards/${part(code)}/versions/${version}`),
  policies: () => own<shapes.List<shapes.DocumentHead>>("/policies", { limit: 200 }),
  policy: (code: string) => own<shapes.DocumentVersions>(`/policies/${part(code)}`),
  policyVersion: (code: string, version: number) =>
    own<shapes.PolicyVersion>(`/policies/${part(code)}/versions/${version}`),

  calculate: (body: shapes.CalculationRequest) =>
    request<shapes.Calculation>("POST", `${tenantPath}/subsidies/calculate`, { body }),
};

/** Every item of a list, page after page, up to `most`; `isWhole` says whether that was all. */
export async function wholeList<T>(
  page: (query: Query) => Promise<shapes.List<T>>,
  query: Query,
  most = 2000,
): Promise<{ items: T[]; isWhole: boolean }> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const answer: shapes.List<T> = await page({ ...query, limit: 200, cursor });
    items.push(...answer.items);
    cursor = answer.nextCursor;
  } while (cursor !== null && items.length < most);
  return { items, isWhole: cursor === null };
}
