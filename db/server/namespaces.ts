import { type Connection, resetConnection } from "./connection.ts";
import {
  createNamespaceFile,
  type Directory,
  hasNamespace,
  isNamespaceName,
  openNamespace,
  removeNamespaceFile,
} from "./directory.ts";

/**
 * One namespace while it is in use: one connection, so one writer, and whoever has `turn` has it alone. A turn lasts one
 * request, or as long as an interactive stream keeps its transaction open; others wait in order.
 */
export interface Namespace {
  readonly name: string;
  connection: Connection | undefined;
  isTaken: boolean;
  readonly waiting: ((gotTurn: boolean) => void)[];
}

export interface Namespaces {
  readonly directory: Directory;
  readonly open: Map<string, Namespace>;
  readonly waitMs: number;
}

const most = { waiting: 2000, open: 64 };

/** Undefined where there is no such namespace, or the name is none. */
export function findNamespace(namespaces: Namespaces, name: string): Namespace | undefined {
  const known = namespaces.open.get(name);
  if (known !== undefined) return known;
  if (!hasNamespace(namespaces.directory, name)) return undefined;
  const namespace: Namespace = { name, connection: undefined, isTaken: false, waiting: [] };
  closeIdle(namespaces);
  namespaces.open.set(name, namespace);
  return namespace;
}

/** The turn, in the order of asking; false where it didn't come in time. */
export function takeTurn(namespaces: Namespaces, namespace: Namespace): Promise<boolean> {
  if (!namespace.isTaken) {
    namespace.isTaken = true;
    return Promise.resolve(true);
  }
  if (namespace.waiting.length >= most.waiting) return Promise.resolve(false);
  return new Promise((resolve) => {
    const waiter = (gotTurn: boolean): void => {
      clearTimeout(timer);
      resolve(gotTurn);
    };
    const timer = setTimeout(() => {
      namespace.waiting.splice(namespace.waiting.indexOf(waiter), 1);
      resolve(false);
    }, namespaces.waitMs);
    namespace.waiting.push(waiter);
  });
}

/** Ends a turn: what was left open is rolled back, a doubtful connection closed, and the next in line goes on. */
export function endTurn(namespace: Namespace): void {
  if (namespace.connection !== undefined && !resetConnection(namespace.connection)) closeConnection(namespace);
  const next = namespace.waiting.shift();
  if (next === undefined) namespace.isTaken = false;
  else next(true);
}

export function connectionOf(namespaces: Namespaces, namespace: Namespace): Connection {
  namespace.connection ??= openNamespace(namespaces.directory, namespace.name);
  return namespace.connection;
}

export type NamespaceChange = "done" | "exists" | "missing" | "bad-name";

export function createNamespace(namespaces: Namespaces, name: string): NamespaceChange {
  if (!isNamespaceName(name)) return "bad-name";
  if (hasNamespace(namespaces.directory, name)) return "exists";
  createNamespaceFile(namespaces.directory, name);
  return "done";
}

/** Waits for its turn like any writer; who comes after it finds no such namespace. */
export async function removeNamespace(namespaces: Namespaces, name: string): Promise<NamespaceChange | "busy"> {
  if (!isNamespaceName(name)) return "bad-name";
  const namespace = findNamespace(namespaces, name);
  if (namespace === undefined) return "missing";
  if (!(await takeTurn(namespaces, namespace))) return "busy";
  closeConnection(namespace);
  removeNamespaceFile(namespaces.directory, name);
  namespaces.open.delete(name);
  for (const waiter of namespace.waiting.splice(0)) waiter(false);
  return "done";
}

export function closeNamespaces(namespaces: Namespaces): void {
  for (const namespace of namespaces.open.values()) {
    for (const waiter of namespace.waiting.splice(0)) waiter(false);
    if (namespace.connection !== undefined) resetConnection(namespace.connection);
    closeConnection(namespace);
  }
  namespaces.open.clear();
}

/** Many tenants, few files open: those longest unused are closed. */
function closeIdle(namespaces: Namespaces): void {
  for (const namespace of namespaces.open.values()) {
    if (namespaces.open.size < most.open) return;
    if (namespace.isTaken) continue;
    closeConnection(namespace);
    namespaces.open.delete(namespace.name);
  }
}

function closeConnection(namespace: Namespace): void {
  namespace.connection?.db.close();
  namespace.connection = undefined;
}
