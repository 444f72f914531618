import { expect } from "vitest";
import { demonstrationPassword } from "../../db/seed/demonstrations.ts";
import { undeclaredIn } from "./declared.ts";
import { type ServedDemonstration, serveDemonstration } from "./demonstration.ts";

/** What somebody was answered. */
export interface Told {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly etag: string;
}

/** Somebody at work in one tenant; they sign in with their password on each day on which they do something. */
export interface Person {
  readonly username: string;
  readonly get: (path: string) => Promise<Told>;
  readonly post: (path: string, body?: object, etag?: string) => Promise<Told>;
  readonly patch: (path: string, body: object, etag?: string) => Promise<Told>;
  readonly put: (path: string, bytes: Uint8Array, type: string) => Promise<Told>;
}

interface Named {
  readonly id: string;
  readonly code: string;
}

/** A demonstration tenant in a year, day by day, over HTTP. */
export interface Year {
  /** Nine in the morning of this day in China. */
  readonly on: (day: string) => void;
  /** A user of the demonstration, by username. */
  readonly person: (username: string) => Person;
  /** A user whom the admin adds and who sets a password by the one-time link. */
  readonly invited: (username: string, name: string, roles: readonly object[]) => Promise<Person>;
  /** What the queue holds is done. */
  readonly drain: () => Promise<void>;
  /** Ids of units, by code. */
  readonly units: () => Promise<ReadonlyMap<string, string>>;
  readonly close: () => Promise<void>;
}

export const expectStatus = ({ status, body }: Told, wanted: number): void => {
  expect(`${status} ${status === wanted ? "" : JSON.stringify(body)}`).toBe(`${wanted} `);
};

/** Serves the demonstration as the first start makes it, and opens one tenant's year on `day`. */
export async function yearOf(tenant: string, day: string): Promise<Year> {
  let now = morningOf(day);
  const served = await serveDemonstration({ now: () => now });
  const tokens = new Map<string, string>();
  const person = (username: string, password = demonstrationPassword): Person => {
    const send = async (method: string, path: string, init: RequestInit): Promise<Told> => {
      const token = tokens.get(username) ?? (await signIn(served, tenant, username, password));
      tokens.set(username, token);
      const url = `/api/tenants/${tenant}${path}`;
      const headers = { authorization: `Bearer ${token}`, ...init.headers };
      const response = await served.app.request(url, { ...init, method, headers });
      expect(await undeclaredIn(method, url, response.clone())).toEqual([]);
      const body = response.status === 204 ? {} : ((await response.json()) as Told["body"]);
      return { status: response.status, body, etag: response.headers.get("etag") ?? "" };
    };
    const json = (body: object | undefined, etag: string | undefined): RequestInit => ({
      headers: { ...(body && { "content-type": "application/json" }), ...(etag && { "if-match": etag }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      username,
      get: (path) => send("GET", path, {}),
      post: (path, body, etag) => send("POST", path, json(body, etag)),
      patch: (path, body, etag) => send("PATCH", path, json(body, etag)),
      put: (path, bytes, type) =>
        send("POST", path, { body: Uint8Array.from(bytes), headers: { "content-type": type } }),
    };
  };
  return {
    on: (next) => {
      now = morningOf(next);
      tokens.clear();
    },
    person,
    invited: async (username, name, roles) => {
      await invite(served, tenant, person("admin"), { username, name, roles });
      return person(username, ownPassword);
    },
    drain: served.drain,
    units: async () => new Map((await everythingOf(person("admin"), "/units")).map(({ id, code }) => [code, id])),
    close: served.close,
  };
}

const ownPassword = "Belt-2016-xyz";

function morningOf(day: string): Date {
  return new Date(`${day}T01:00:00.000Z`);
}

async function signIn({ app }: ServedDemonstration, tenant: string, username: string, password: string) {
  const response = await app.request("/api/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ tenant, username, password, mode: "token" }),
  });
  expect([username, response.status]).toEqual([username, 200]);
  return ((await response.json()) as { accessToken: string }).accessToken;
}

async function invite({ app }: ServedDemonstration, tenant: string, admin: Person, user: object): Promise<void> {
  const made = await admin.post("/users", user);
  expectStatus(made, 201);
  const { body } = await admin.post(`/users/${made.body["id"]}/invitation`);
  const used = await app.request(`/api/tenants/${tenant}/invitation`, {
    method: "POST",
    headers: { authorization: `Bearer ${body["secret"]}`, "content-type": "application/json" },
    body: JSON.stringify({ password: ownPassword }),
  });
  expect(used.status).toBe(201);
}

/** Every row of a list, page by page. */
export async function everythingOf<Row = Named>(who: Person, path: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let cursor: unknown = ""; cursor !== null; ) {
    const page = `${path}${path.includes("?") ? "&" : "?"}limit=200${cursor === "" ? "" : `&cursor=${cursor}`}`;
    const { body } = await who.get(page);
    rows.push(...(body["items"] as Row[]));
    cursor = body["nextCursor"];
  }
  return rows;
}
