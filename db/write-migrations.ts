import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Migration } from "./migrate.ts";

/**
 * The migrations of one folder, in the journal's order. A worker has no file system to read them from, so
 * `npm run db:generate` writes them into db/{control,tenant}/migrations.ts; a test holds the modules against the files.
 */
export function migrationsIn(folder: string): readonly Migration[] {
  const journal = JSON.parse(readFileSync(join(folder, "meta", "_journal.json"), "utf8")) as Journal;
  return journal.entries.map(({ tag }) => ({
    name: tag,
    statements: statementsOf(readFileSync(join(folder, `${tag}.sql`), "utf8")),
  }));
}

interface Journal {
  readonly entries: readonly { readonly tag: string }[];
}

/** drizzle-kit's own mark parts the statements; comments alone are none. */
function statementsOf(text: string): readonly string[] {
  return text
    .split("--> statement-breakpoint")
    .map((part) => part.trim())
    .filter((part) => part.split("\n").some((line) => line.trim() !== "" && !line.trim().startsWith("--")));
}

const head = `// Made from the files in migrations/ by \`npm run db:generate\`; not written by hand.
import type { Migration } from "../migrate.ts";

export const migrations: readonly Migration[] = `;

if (import.meta.main) {
  for (const part of ["control", "tenant"]) {
    const folder = join(import.meta.dirname, part);
    const migrations = migrationsIn(join(folder, "migrations"));
    writeFileSync(join(folder, "migrations.ts"), `${head}${JSON.stringify(migrations, null, 2)};\n`);
  }
}
