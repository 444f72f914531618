import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { migrateDatabase } from "../../db/migrate.ts";
import { createNamespace } from "../../db/namespaces.ts";
import { openDatabase, tenantUrl } from "../../db/open.ts";
import { spawnServer } from "../../db/server/start.ts";
import { migrations } from "../../db/tenant/migrations.ts";
import { sessions } from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { applyImport } from "../../worker/actions/imports/apply.ts";
import { checkImport } from "../../worker/actions/imports/check.ts";
import { openScope, type Scope } from "../../worker/actions/scope.ts";
import { newId } from "../../worker/new-id.ts";
import { rosterFile } from "../support/roster.ts";
import { tenantRows } from "../support/tenant-rows.ts";
import { freshFolder } from "./fresh.ts";

type Opened = ReturnType<typeof openDatabase>;

function scopeOf(database: Opened): Scope {
  const roles = [{ role: "admin", scope: { kind: "tenant", id: "test" } }] as const;
  const actor = { id: "user-admin", name: "管理员 01", username: "admin", tenant: "test", sessionId: "s", roles };
  return openScope({ actor, database, now: "2026-11-22T08:00:00.000Z", newId });
}

async function countsOf({ client }: Opened): Promise<readonly unknown[]> {
  const { rows } = await client.execute(
    `SELECT (SELECT count(*) FROM units WHERE code LIKE 'row-%'), (SELECT count(*) FROM events WHERE subject_kind = 'unit'),
     (SELECT count(*) FROM imports WHERE state = 'applied')`,
  );
  return Array.from({ length: 3 }, (_, index) => rows[0]?.[index]);
}

describe("kill -9 while a roster of 3,000 rows is written", () => {
  test.each([5, 40, 120, 250])("after %i ms leaves all of it or nothing", async (ms) => {
    const dir = freshFolder();
    const first = await spawnServer({ dir });
    onTestFinished(async () => void (await first.stop()));
    await createNamespace(first.adminUrl, "t-test");
    const database = openDatabase(tenantUrl(first.libsqlUrl, "t-test"));
    await migrateDatabase(database, migrations);
    await note(database, tenantRows(database, "test"));
    const session = { id: "s", userId: "user-admin", createdAt: "2026-01-01T00:00:00.000Z" };
    await note(database, [database.db.insert(sessions).values({ ...session, expiresAt: "2027-01-01T00:00:00.000Z" })]);
    const rows = Array.from({ length: 3000 }, (_, n) => [`row-${n}`, `第 ${n} 个`, "党支部", "tangxi"]);
    const file = await rosterFile("党组织", [["编码", "名称", "类别", "上级编码"], ...rows]);
    const checked = await checkImport(scopeOf(database), "units", "add", file);
    const gone = once(first.child, "exit");
    const applied = applyImport(scopeOf(database), "units", checked.import?.id ?? "").then(
      () => true,
      () => false,
    );
    await new Promise((resolve) => setTimeout(resolve, ms));
    first.child.kill("SIGKILL");
    const [isAcknowledged] = await Promise.all([applied, gone]);

    const second = await spawnServer({ dir });
    onTestFinished(async () => void (await second.stop()));
    const after = openDatabase(tenantUrl(second.libsqlUrl, "t-test"));
    const counts = await countsOf(after);
    expect([
      [0, 0, 0],
      [3000, 3000, 1],
    ]).toContainEqual(counts);
    if (isAcknowledged) expect(counts).toEqual([3000, 3000, 1]);
    if (counts[0] === 0) {
      await applyImport(scopeOf(after), "units", checked.import?.id ?? "");
      expect(await countsOf(after)).toEqual([3000, 3000, 1]);
    }
  });
});
