import { v7 } from "uuid";

/** A new id: opaque text, sortable by time (UUIDv7). */
export const newId = (): string => v7();
