import type { Context, MiddlewareHandler } from "hono";
import * as v from "valibot";
import { type Actor, openScope, type Repeat, type Scope } from "../actions/scope.ts";
import { Problem, type ProblemCode } from "../domain/problem.ts";
import { factSubjects, type Role, roles as roleNames } from "../domain/vocabulary.ts";
import { isOfType, readBytes, readJson } from "./body.ts";
import { tokenOf } from "./cookie.ts";
import type { AppEnv } from "./environment.ts";
import { documentCode, id, tenantCode } from "./fields.ts";
import { parse } from "./parse.ts";
import { verifyToken } from "./session-token.ts";

type QuerySchema = v.GenericSchema<Readonly<Record<string, unknown>>>;
type Nothing = Record<never, never>;

/** One answer that an operation can give: what it means, and its body's schema if it has one. */
export interface Answer {
  readonly description: string;
  readonly schema?: v.GenericSchema;
  readonly type?: string;
  /** It is a file of one of these media types. */
  readonly files?: readonly string[];
  readonly headers?: readonly ("ETag" | "Location" | "Set-Cookie" | "Link")[];
}

/** Everything that is said of an operation: what is checked before its handler, and what OpenAPI shows. */
export interface Operation<Query extends QuerySchema | undefined, Body extends v.GenericSchema | undefined> {
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  /** Who may call it: any of these roles; "public" needs no session. */
  readonly roles: "public" | readonly (Role | "operator")[];
  readonly query?: Query;
  readonly body?: Body;
  readonly mostBytes?: number;
  /** A file that may come in place of the JSON body, or alone; the handler finds it as `c.get("file")`. */
  readonly file?: { readonly type: string; readonly mostBytes: number; readonly tooLarge?: string };
  /** A change of something with an ETag: needs If-Match. */
  readonly isConditional?: boolean;
  /** A public operation about what only the holder of a secret may see: it comes as `Authorization: Bearer`. */
  readonly isForBearer?: boolean;
  /** Creates something: accepts Idempotency-Key. */
  readonly isRepeatable?: boolean;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Refusals beyond those that follow from what is said above. */
  readonly refusals?: readonly ProblemCode[];
}

export type AnyOperation = Operation<QuerySchema | undefined, v.GenericSchema | undefined>;

type In<Query, Body> = (Query extends v.GenericSchema ? { query: v.InferInput<Query> } : Nothing) &
  (Body extends v.GenericSchema ? { json: v.InferInput<Body> } : Nothing);
type Out<Query, Body> = (Query extends v.GenericSchema ? { query: v.InferOutput<Query> } : Nothing) &
  (Body extends v.GenericSchema ? { json: v.InferOutput<Body> } : Nothing);

export const everyone = Object.keys(roleNames) as readonly Role[];

/** Who a tenant may give a fact to; which of them a fact is given to, its declaration says. */
export const fillers: readonly Role[] = everyone.filter((role) => role !== "viewer");

/** What stands in a path, by its name; anything else in that place is simply not found. */
export const pathParameters: Readonly<Record<string, v.GenericSchema<string>>> = {
  tenant: tenantCode,
  id,
  code: documentCode,
  of: v.picklist(Object.keys(factSubjects)),
  key: v.pipe(v.string(), v.maxLength(64), v.regex(/^[a-z][a-z0-9_]*$/)),
  version: v.pipe(v.string(), v.maxLength(7), v.regex(/^[1-9]\d{0,6}$/)),
};

const declared = new WeakMap<object, AnyOperation>();

/** What was declared for a route's handler, if it is an operation. */
export function operationOf(handler: object): AnyOperation | undefined {
  return declared.get(handler);
}

/**
 * Declares an operation and checks each request for it, in this order: who (401), where (404), may they (403), what
 * (400, 413, 415, 428). A refused caller whose session has ended learns that first, as everyone whose session has ended.
 */
export function operation<
  Query extends QuerySchema | undefined = undefined,
  Body extends v.GenericSchema | undefined = undefined,
>(spec: Operation<Query, Body>): MiddlewareHandler<AppEnv, string, { in: In<Query, Body>; out: Out<Query, Body> }> {
  const check: MiddlewareHandler<AppEnv> = async (c, next) => {
    if (spec.roles === "public") {
      c.get("deps").rateLimit("publicPerAddress", addressOf(c), c.get("deps").now());
      await accept(c, spec);
    } else {
      c.set("allowed", spec.roles);
      await signIn(c, spec.roles.includes("operator"));
      try {
        refuseOtherRoles(c, spec.roles);
        await accept(c, spec);
      } catch (refusal) {
        await scopeOf(c).read([]);
        throw refusal;
      }
    }
    await next();
  };
  declared.set(check, spec);
  return check as MiddlewareHandler<AppEnv, string, { in: In<Query, Body>; out: Out<Query, Body> }>;
}

/** The request's scope: opened once, here, and handed down. */
export function scopeOf(c: Context<AppEnv>): Scope {
  const opened = c.get("scope") as Scope | undefined;
  if (opened !== undefined) return opened;
  return reopen(c, undefined);
}

/** The If-Match of a conditional operation, which is refused without one. */
export function ifMatchOf(c: Context<AppEnv>): string {
  return c.req.header("if-match") ?? "";
}

/** Who is asking from where, as far as the network says. */
export function addressOf(c: Context<AppEnv>): string {
  return c.req.header("cf-connecting-ip") ?? "local";
}

function reopen(c: Context<AppEnv>, repeat: Repeat | undefined): Scope {
  const deps = c.get("deps");
  const actor = c.get("actor");
  const database = deps.openDatabase(actor.tenant === "platform" ? "control" : `t-${actor.tenant}`);
  const now = deps.now().toISOString();
  const scope = openScope({ actor, database, now, newId: deps.newId, repeat, allowed: c.get("allowed") });
  c.set("scope", scope);
  return scope;
}

async function signIn(c: Context<AppEnv>, isForOperators: boolean): Promise<void> {
  const deps = c.get("deps");
  const token = tokenOf(c);
  if (token === undefined) throw new Problem("not-signed-in");
  const actor = await verifyToken(deps.sessionKeys, token, deps.now());
  c.set("actor", actor);
  deps.rateLimit("perSession", actor.sessionId, deps.now());
  const tenant = c.req.param("tenant");
  const isElsewhere = tenant !== undefined && tenant !== actor.tenant;
  if (isElsewhere && !(isForOperators && actor.tenant === "platform")) throw new Problem("not-found");
}

function refuseOtherRoles(c: Context<AppEnv>, allowed: readonly string[]): void {
  if (!c.get("actor").roles.some(({ role }) => allowed.includes(role))) throw new Problem("forbidden");
}

async function accept(c: Context<AppEnv>, spec: AnyOperation): Promise<void> {
  for (const [name, value] of Object.entries(c.req.param())) {
    const schema = pathParameters[name];
    if (schema !== undefined && !v.is(schema, value)) throw new Problem("not-found");
  }
  if (spec.isConditional === true && c.req.header("if-match") === undefined) throw new Problem("if-match-required");
  const query = parse(spec.query ?? v.strictObject({}), queryOf(c));
  c.req.addValidatedData("query", query as object);
  if (spec.body === undefined && spec.file !== undefined) {
    const { type, mostBytes, tooLarge } = spec.file;
    if (!isOfType(c, type)) {
      throw new Problem("unsupported-media-type", { detail: `请把 Content-Type 写成 ${type}。` });
    }
    c.set("file", await readBytes(c.req.raw, mostBytes, tooLarge));
    return;
  }
  if (spec.body === undefined) {
    if (spec.isRepeatable === true) await rememberKey(c, "");
    return;
  }
  if (spec.file !== undefined && isOfType(c, spec.file.type)) {
    c.set("file", await readBytes(c.req.raw, spec.file.mostBytes));
    return;
  }
  const { text, json } = await readJson(c, spec.mostBytes ?? 1_048_576, spec.file?.type);
  c.req.addValidatedData("json", parse(spec.body, json) as object);
  if (spec.isRepeatable === true) await rememberKey(c, text);
}

/** The query as a map; a name that is given twice is a list, which no schema takes. */
function queryOf(c: Context): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}

async function rememberKey(c: Context<AppEnv>, text: string): Promise<void> {
  const key = c.req.header("idempotency-key");
  if (key === undefined) return;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Problem("invalid", { errors: [{ path: "Idempotency-Key", message: "应为 1～255 个可见的 ASCII 字符" }] });
  }
  const asked = new TextEncoder().encode(`${c.req.method} ${c.req.path}\n${text}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", asked));
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  c.set("repeat", { key, hash });
  if ((c.get("actor") as Actor | undefined) !== undefined) reopen(c, { key, hash });
}
