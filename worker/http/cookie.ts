import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { sessionSeconds } from "./session-token.ts";

/** Over https the name's prefix makes the browser refuse the cookie to any other host; over http there is no such thing. */
function named(c: Context): { readonly name: string; readonly secure: boolean } {
  const isHttps = new URL(c.req.url).protocol === "https:";
  return isHttps ? { name: "__Host-hongdai", secure: true } : { name: "hongdai", secure: false };
}

export function writeSessionCookie(c: Context, token: string): void {
  const { name, secure } = named(c);
  setCookie(c, name, token, { httpOnly: true, sameSite: "Lax", path: "/", secure, maxAge: sessionSeconds });
}

export function clearSessionCookie(c: Context): void {
  const { name, secure } = named(c);
  deleteCookie(c, name, { path: "/", secure });
}

/** The token of this request: a bearer's, which goes first, or the cookie's. */
export function tokenOf(c: Context): string | undefined {
  return bearerOf(c) ?? getCookie(c, named(c).name);
}

/** What stands behind `Authorization: Bearer`: a session's token, or a secret that somebody was told. */
export function bearerOf(c: Context): string | undefined {
  return /^Bearer +([\w.~+/=-]+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
}
