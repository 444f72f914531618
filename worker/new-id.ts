import { v7 } from "uuid";

/** A new id: opaque text, sortable by time, and within a millisecond by the order in which this isolate made them (UUIDv7). */
export const newId = (): string => v7();
