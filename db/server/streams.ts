import { randomBytes } from "node:crypto";
import { describeStmt, executeBatch, executeSequence, executeStmt } from "./execute.ts";
import type { Pipeline, SqlRef, StreamRequest } from "./hrana.ts";
import { connectionOf, endTurn, type Namespace, type Namespaces, takeTurn } from "./namespaces.ts";
import { sqlErrorOf, sqlRefusal } from "./sql-error.ts";

/** What lives on between the requests of one client: its stored texts, and the namespace's turn while in a transaction. */
interface Stream {
  readonly id: string;
  readonly namespace: Namespace;
  readonly sqls: Map<number, string>;
  /** Counts the requests; a baton is good for one. */
  sequence: number;
  hasTurn: boolean;
  isClosed: boolean;
  timer: NodeJS.Timeout | undefined;
}

export interface Streams {
  readonly namespaces: Namespaces;
  readonly open: Map<string, Stream>;
  /** A stream unused for so long is closed, its transaction rolled back. */
  readonly idleMs: number;
}

export type PipelineAnswer =
  | { readonly kind: "answer"; readonly baton: string | null; readonly base_url: null; readonly results: unknown[] }
  | { readonly kind: "refused"; readonly code: string; readonly message: string };

const most = { streams: 2000, texts: 500 };

/** One HTTP request: all of its stream requests run one after the other, also after one that failed. */
export async function runPipeline(streams: Streams, namespace: Namespace, pipeline: Pipeline): Promise<PipelineAnswer> {
  const stream = pipeline.baton === undefined ? begin(streams, namespace) : resume(streams, namespace, pipeline.baton);
  if (stream === undefined) return expired;
  const results = await runRequests(streams, stream, pipeline.requests);
  if (stream.isClosed) return { kind: "answer", baton: null, base_url: null, results };
  stream.sequence += 1;
  stream.timer = setTimeout(() => close(streams, stream), streams.idleMs).unref();
  return { kind: "answer", baton: `${stream.id}.${stream.sequence}`, base_url: null, results };
}

export function closeStreams(streams: Streams): void {
  for (const stream of streams.open.values()) close(streams, stream);
}

const expired: PipelineAnswer = {
  kind: "refused",
  code: "STREAM_EXPIRED",
  message: "The stream has expired due to inactivity, or the baton is not its latest",
};

function begin(streams: Streams, namespace: Namespace): Stream | undefined {
  if (streams.open.size >= most.streams) return undefined;
  const id = randomBytes(18).toString("base64url");
  const stream = { id, namespace, sqls: new Map(), sequence: 0, hasTurn: false, isClosed: false, timer: undefined };
  streams.open.set(id, stream);
  return stream;
}

/** The stream of a baton, taken out of reach of its timer; a baton that was used before finds nothing. */
function resume(streams: Streams, namespace: Namespace, baton: string): Stream | undefined {
  const [id = "", sequence] = baton.split(".");
  const stream = streams.open.get(id);
  if (stream?.timer === undefined || stream.namespace !== namespace) return undefined;
  if (sequence !== String(stream.sequence)) return undefined;
  clearTimeout(stream.timer);
  stream.timer = undefined;
  return stream;
}

function close(streams: Streams, stream: Stream): void {
  if (stream.isClosed) return;
  clearTimeout(stream.timer);
  stream.isClosed = true;
  streams.open.delete(stream.id);
  if (stream.hasTurn) endTurn(stream.namespace);
  stream.hasTurn = false;
}

const withoutDatabase = new Set(["store_sql", "close_sql", "close", "get_autocommit"]);

/** Everything between getting the turn and giving it back is synchronous: no other request comes between. */
async function runRequests(streams: Streams, stream: Stream, requests: readonly StreamRequest[]): Promise<unknown[]> {
  const needsTurn = !stream.hasTurn && !requests.every(({ type }) => withoutDatabase.has(type));
  if (needsTurn) {
    const gotTurn = await takeTurn(streams.namespaces, stream.namespace);
    if (!gotTurn) {
      close(streams, stream);
      return requests.map(() => ({ type: "error", error: busy }));
    }
    stream.hasTurn = true;
  }
  try {
    return requests.map((request) => runRequest(streams, stream, request));
  } catch (error) {
    close(streams, stream);
    throw error;
  } finally {
    if (stream.hasTurn && stream.namespace.connection?.db.isTransaction !== true) {
      stream.hasTurn = false;
      endTurn(stream.namespace);
    }
  }
}

const busy = { message: "SQLite error: database is locked", code: "SQLITE_BUSY" };

function runRequest(streams: Streams, stream: Stream, request: StreamRequest): unknown {
  try {
    if (stream.isClosed) throw sqlRefusal("STREAM_CLOSED", "the stream was closed by an earlier request");
    return { type: "ok", response: { type: request.type, ...respond(streams, stream, request) } };
  } catch (error) {
    return { type: "error", error: sqlErrorOf(error) };
  }
}

function respond(streams: Streams, stream: Stream, request: StreamRequest): object {
  const connection = () => connectionOf(streams.namespaces, stream.namespace);
  switch (request.type) {
    case "execute":
      return { result: executeStmt(connection(), textOf(stream, request.stmt), request.stmt) };
    case "batch":
      return { result: executeBatch(connection(), request.steps, (stmt) => textOf(stream, stmt)) };
    case "sequence":
      executeSequence(connection(), textOf(stream, request.text));
      return {};
    case "describe":
      return { result: describeStmt(connection(), textOf(stream, request.text)) };
    case "store_sql":
      storeText(stream, request.sqlId, request.sql);
      return {};
    case "close_sql":
      stream.sqls.delete(request.sqlId);
      return {};
    case "get_autocommit":
      return { is_autocommit: !stream.hasTurn || stream.namespace.connection?.db.isTransaction !== true };
    case "close":
      close(streams, stream);
      return {};
    default:
      return request satisfies never;
  }
}

function storeText(stream: Stream, sqlId: number, sql: string): void {
  if (stream.sqls.has(sqlId)) throw sqlRefusal("SQL_STORE_EXISTS", `SQL text ${sqlId} is stored already`);
  if (stream.sqls.size >= most.texts)
    throw sqlRefusal("SQL_STORE_TOO_LARGE", `more than ${most.texts} stored SQL texts`);
  stream.sqls.set(sqlId, sql);
}

function textOf(stream: Stream, { sql, sqlId }: SqlRef): string {
  const text = sql ?? (sqlId === undefined ? undefined : stream.sqls.get(sqlId));
  if (text === undefined) throw sqlRefusal("SQL_TEXT_NOT_FOUND", `SQL text ${sqlId} is not stored`);
  return text;
}
