import type { Page } from "playwright-core";
import { expect } from "vitest";

// What the sound policy of tests/cases/a3-errors.json needs of a tenant, and how the screen writes it.

/** Declares the facts that it reads. */
export async function declareFacts(page: Page, url: string): Promise<void> {
  for (const [key, type] of Object.entries({ fen: "number", area: "number", started: "bool", decide: "bool" })) {
    const data = { key, type, label: `示例 ${key}`, of: "unit", per: "cycle", filledBy: "admin" };
    expect((await page.request.post(url, { data })).status()).toBe(201);
  }
}

/** The screen leaves out what holds anyway. */
export function withoutDefaults(policy: { readonly grants: readonly { readonly payee?: string }[] }): object {
  const grants = policy.grants.map(({ payee, ...grant }) => (payee === "unit" ? grant : { ...grant, payee }));
  return JSON.parse(JSON.stringify({ ...policy, grants }));
}
