import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Connection, openConnection, type Synchronous } from "./connection.ts";

/** The folder with one database file a namespace. `release` gives it up to the next server. */
export interface Directory {
  readonly path: string;
  readonly synchronous: Synchronous;
  readonly release: () => void;
}

/**
 * Takes the folder for this process. The lock is SQLite's own on `serving.lock`: the system drops it when the process
 * ends, however it ends, so that none is left behind by kill -9. Refused while another server holds it.
 */
export function openDirectory(path: string, synchronous: Synchronous): Directory {
  mkdirSync(path, { recursive: true });
  const lock = new DatabaseSync(join(path, "serving.lock"), { timeout: 0 });
  try {
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    throw new Error(`another database server serves ${path}`, { cause: error });
  }
  return { path, synchronous, release: () => lock.close() };
}

/** A namespace's name is a file's name: nothing that leads elsewhere, and nothing another system reads differently. */
export function isNamespaceName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(name);
}

export function hasNamespace(directory: Directory, name: string): boolean {
  return isNamespaceName(name) && existsSync(fileOf(directory, name));
}

export function openNamespace(directory: Directory, name: string): Connection {
  return openConnection(fileOf(directory, name), directory.synchronous);
}

/** Made beside and then renamed: a namespace is there whole or not at all. */
export function createNamespaceFile(directory: Directory, name: string): void {
  const fresh = `${fileOf(directory, name)}.new`;
  removeDatabase(fresh);
  openConnection(fresh, directory.synchronous).db.close();
  renameSync(fresh, fileOf(directory, name));
  flush(directory.path);
}

export function removeNamespaceFile(directory: Directory, name: string): void {
  removeDatabase(fileOf(directory, name));
  flush(directory.path);
}

function fileOf(directory: Directory, name: string): string {
  return join(directory.path, `${name}.db`);
}

function removeDatabase(file: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
}

/** A rename or removal outlasts a power cut only once the folder itself is written. */
function flush(folder: string): void {
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}
