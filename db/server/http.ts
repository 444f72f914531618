import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isMalformed, malformed, readPipeline } from "./hrana.ts";
import { createNamespace, findNamespace, type NamespaceChange, removeNamespace } from "./namespaces.ts";
import { runPipeline, type Streams } from "./streams.ts";

export interface Served {
  readonly streams: Streams;
  readonly authToken: string | undefined;
  readonly maxBodyBytes: number;
  readonly isEnding: () => boolean;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Answers one request, under sqld's paths; whatever goes wrong in here is a 500 without its details. */
export async function handle(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let answer: Answer;
  try {
    answer = await route(served, request);
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    if (isMalformed(error)) answer = failure(400, error.message);
    else {
      process.stderr.write(`database server: ${error instanceof Error ? error.stack : String(error)}\n`);
      answer = failure(500, "internal error");
    }
  }
  send(response, answer, served.isEnding());
}

async function route(served: Served, request: IncomingMessage): Promise<Answer> {
  const [path = ""] = (request.url ?? "").split("?");
  const parts = path.split("/").slice(1);
  // A page in somebody's browser may not reach the databases of the machine it runs on.
  if (request.headers.origin !== undefined) return failure(403, "requests from web pages are refused");
  if (request.method === "GET") return probe(parts);
  if (!isAuthorised(served, request)) return failure(401, "Authentication failed");
  const [first, second = "", third, fourth] = parts;
  if (request.method === "POST" && first === "dev" && fourth === "pipeline" && parts.length === 4) {
    return third === "v2" || third === "v3" ? await pipeline(served, request, second) : notFound;
  }
  if (first === "v1" && second === "namespaces" && third !== undefined) return await admin(served, request, parts);
  return notFound;
}

/** The version a client asks for before it begins; Hrana 3's protobuf isn't spoken. */
function probe(parts: readonly string[]): Answer {
  const [first, , version] = parts;
  if (first === "health" && parts.length === 1) return { status: 200, body: { ok: true } };
  if (first === "dev" && parts.length === 3 && (version === "v2" || version === "v3")) {
    return { status: 200, body: { hrana: version } };
  }
  return notFound;
}

async function pipeline(served: Served, request: IncomingMessage, name: string): Promise<Answer> {
  if (!isJson(request)) return failure(415, "the body must be application/json");
  const text = await readBody(request, served.maxBodyBytes);
  if (text === undefined) return tooLarge(served);
  // Nothing may come between finding the namespace and asking for its turn: one found idle may be closed.
  const namespace = findNamespace(served.streams.namespaces, name);
  if (namespace === undefined) return failure(404, `Namespace \`${name}\` doesn't exist`);
  const answer = await runPipeline(served.streams, namespace, readPipeline(parse(text)));
  if (answer.kind === "refused") return { status: 400, body: { message: answer.message, code: answer.code } };
  const { baton, base_url, results } = answer;
  return { status: 200, body: { baton, base_url, results } };
}

/** `POST /v1/namespaces/<name>/create` and `DELETE /v1/namespaces/<name>`, sqld's own admin calls. */
async function admin(served: Served, request: IncomingMessage, parts: readonly string[]): Promise<Answer> {
  const [, , name = "", verb] = parts;
  const { namespaces } = served.streams;
  const isCreate = request.method === "POST" && verb === "create" && parts.length === 4;
  const isRemove = request.method === "DELETE" && parts.length === 3;
  if (!isCreate && !isRemove) return notFound;
  const text = await readBody(request, served.maxBodyBytes);
  if (text === undefined) return tooLarge(served);
  if (text !== "") parse(text);
  return changed(isCreate ? createNamespace(namespaces, name) : await removeNamespace(namespaces, name), name);
}

function changed(change: NamespaceChange | "busy", name: string): Answer {
  switch (change) {
    case "done":
      return { status: 200, body: {} };
    case "exists":
      return failure(400, `Namespace \`${name}\` already exists`);
    case "missing":
      return failure(404, `Namespace \`${name}\` doesn't exist`);
    case "bad-name":
      return failure(400, "Invalid namespace");
    case "busy":
      return failure(503, "the namespace is in use");
    default:
      return change satisfies never;
  }
}

const notFound: Answer = { status: 404, body: { error: "not found" } };

function failure(status: number, error: string): Answer {
  return { status, body: { error } };
}

function tooLarge(served: Served): Answer {
  return failure(413, `the body is larger than ${served.maxBodyBytes} bytes`);
}

function isJson(request: IncomingMessage): boolean {
  return /^application\/json\s*(;|$)/i.test(request.headers["content-type"] ?? "");
}

/** Compared by digest, so that the time taken tells nothing of the token, its length included. */
function isAuthorised(served: Served, request: IncomingMessage): boolean {
  if (served.authToken === undefined) return true;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ""), digest(`Bearer ${served.authToken}`));
}

/** Undefined where the body is too large: it is read to its end, so that the refusal arrives, but not kept. */
async function readBody(request: IncomingMessage, most: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= most) chunks.push(chunk);
  }
  return bytes > most ? undefined : Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("the body is not JSON");
  }
}

function send(response: ServerResponse, answer: Answer, isLast: boolean): void {
  const body = JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    ...(isLast ? { connection: "close" } : {}),
  });
  response.end(body);
}
