import { operators } from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import { demonstrations } from "../../../db/seed/demonstrations.ts";
import { templates } from "../../../db/seed/templates.ts";
import { note } from "../commit.ts";
import type { ProvisionMeans } from "./provision.ts";
import { provisionDemonstration } from "./provision-demonstration.ts";

/**
 * The four demonstration tenants, parents before children, and the platform's operator; for the local start alone.
 * The control database is there and migrated. `passwordHash` is everyone's. Safe to repeat: what is there is left as it
 * is, what a crash left half made is finished.
 */
export async function provisionDemonstrations(means: ProvisionMeans, passwordHash: string): Promise<void> {
  await provisionOperator(means, means.control, passwordHash);
  for (const demonstration of demonstrations) {
    const template = templates.find((each) => each.code === demonstration.tenant);
    if (template === undefined) throw new Error(`no template ${demonstration.tenant}`);
    await provisionDemonstration(means, demonstration, template, passwordHash);
  }
}

async function provisionOperator(means: ProvisionMeans, control: Database, passwordHash: string): Promise<void> {
  const row = { id: means.newId(), username: "operator", name: "平台运营 01", passwordHash };
  await note(control, [
    control.db
      .insert(operators)
      .values({ ...row, createdAt: means.now().toISOString() })
      .onConflictDoNothing({ target: operators.username }),
  ]);
}
