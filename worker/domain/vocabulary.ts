/**
 * One idea, one word: the identifiers of the field's terms and the Chinese a reader sees. The authority for tables,
 * types, routes and labels. A new name gets a row here first: in the file of its subject, which a page fetches only
 * if it needs it; a file that speaks of the words imports them from here.
 */
export * from "./vocabulary/documents.ts";
export * from "./vocabulary/evidence.ts";
export * from "./vocabulary/messages.ts";
export * from "./vocabulary/money.ts";
export * from "./vocabulary/nouns.ts";
export * from "./vocabulary/organisation.ts";
export * from "./vocabulary/people.ts";
export * from "./vocabulary/tenants.ts";
export * from "./vocabulary/year.ts";
