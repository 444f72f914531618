import type { Context, MiddlewareHandler } from "hono";
import { Problem } from "../domain/problem.ts";
import type { AppEnv } from "./environment.ts";

const page =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** swagger-ui writes styles into its elements. */
const docs = page.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
const api = "default-src 'none'; frame-ancestors 'none'";

/** What every answer says to a browser; `/api` is never kept, and only pages may run anything, from here alone. */
export const secureHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  const headers = new Headers(c.res.headers);
  const isPage = (headers.get("content-type") ?? "").startsWith("text/html");
  // A file that somebody uploaded comes with a stricter word of its own.
  if (!headers.has("content-security-policy")) {
    headers.set("content-security-policy", isApi(c) ? (isPage ? docs : api) : page);
  }
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "no-referrer");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("permissions-policy", "camera=(self), geolocation=(self), microphone=()");
  headers.set("x-request-id", c.get("requestId"));
  if (isApi(c)) headers.set("cache-control", "no-store");
  if (new URL(c.req.url).protocol === "https:") headers.set("strict-transport-security", "max-age=31536000");
  c.res = new Response(c.res.body, { status: c.res.status, headers });
};

/**
 * Refuses a change that another site's page sends with our cookie: an Origin that isn't ours (`null` is nobody's), or,
 * where a browser sends none, a Sec-Fetch-Site from elsewhere. A bearer token is never sent by a browser on its own.
 */
export const refuseCrossSite: MiddlewareHandler<AppEnv> = async (c, next) => {
  const isChange = !["GET", "HEAD", "OPTIONS"].includes(c.req.method);
  if (isChange && c.req.header("authorization") === undefined && isFromElsewhere(c)) throw new Problem("cross-site");
  await next();
};

function isFromElsewhere(c: Context): boolean {
  const origin = c.req.header("origin");
  if (origin !== undefined) return hostOf(origin) !== new URL(c.req.url).host;
  const site = c.req.header("sec-fetch-site");
  return site !== undefined && site !== "same-origin" && site !== "none";
}

/** Hosts are compared and not whole origins: behind a proxy that ends TLS the worker itself is reached over http. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function isApi(c: Context): boolean {
  return c.req.path === "/api" || c.req.path.startsWith("/api/");
}
