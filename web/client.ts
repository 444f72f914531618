import type { hc } from "hono/client";
import type { Api } from "../worker/app.ts";

/** The typed client of hono, of which the pages use this much: paths, parameters, a query, JSON and headers. */
export type Client = ReturnType<typeof hc<Api>>;

type Send = (url: string, init: RequestInit) => Promise<Response>;
type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Said {
  readonly param?: Readonly<Record<string, string>>;
  readonly query?: Values;
  readonly json?: unknown;
}

/** `client.api.tenants[":tenant"].$get({ param, query })` asks what it says; `$url` only says where that is. */
export function clientOf(origin: string, send: Send): Client {
  return pathOf(origin, [], send) as Client;
}

function pathOf(origin: string, path: readonly string[], send: Send): unknown {
  return new Proxy(() => undefined, {
    get: (_target, key) => (key === "then" ? undefined : pathOf(origin, [...path, String(key)], send)),
    apply: (_target, _this, [said = {}, more = {}]: [Said?, { headers?: Record<string, string> }?]) => {
      const url = origin + addressOf(path.slice(0, -1), said);
      const method = path[path.length - 1];
      if (method === "$url") return new URL(url);
      const type = said.json === undefined ? undefined : { "content-type": "application/json" };
      return send(url, {
        method: String(method).slice(1).toUpperCase(),
        headers: { ...more.headers, ...type },
        ...(type === undefined ? {} : { body: JSON.stringify(said.json) }),
      });
    },
  });
}

function addressOf(path: readonly string[], { param = {}, query = {} }: Said): string {
  const steps = path.map((step) => (step.startsWith(":") ? encodeURIComponent(param[step.slice(1)] ?? "") : step));
  const asked = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) if (each !== undefined) asked.append(key, each);
  }
  const rest = asked.toString();
  return `/${steps.join("/")}${rest === "" ? "" : `?${rest}`}`;
}
