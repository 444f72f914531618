import { beforeEach, describe, expect, it } from "vitest";
import { type BeltCycle, beltCycle } from "../support/belt-cycle.ts";

// What a belt's rows may say is held by the tables, whoever writes.

let b: BeltCycle;
let cycle: string;
beforeEach(async () => {
  b = await beltCycle();
  ({ id: cycle } = await b.open({ standards: ["belt", "stars"], participants: { belts: ["belt-1"] } }));
});

const insert = async (id: string, unit: string, belt: string | null, standard: string) =>
  await b.at.database.client.execute({
    sql: "INSERT INTO assessments (id, cycle_id, unit_id, belt_id, standard_code, standard_version) VALUES (?, ?, ?, ?, ?, 1)",
    args: [id, cycle, unit, belt, standard],
  });

describe("an assessment", () => {
  it("of a belt stands under a standard of belts, and nothing else does", async () => {
    await expect(insert("x", "tangxi", null, "belt")).rejects.toThrow("a belt is assessed under a standard of belts");
    await expect(insert("x", "tangxi", "belt-2", "stars")).rejects.toThrow("a belt is assessed under a standard");
    expect((await insert("x", "tangxi", "belt-2", "belt")).rowsAffected).toBe(1);
  });

  it("of a belt is answered for by the belt's own township", async () => {
    await expect(insert("x", "luobu", "belt-2", "belt")).rejects.toThrow("answers for it");
  });

  it("of a belt is there once in a cycle, also after the belt went to another township", async () => {
    await expect(insert("x", "tangxi", "belt-1", "belt")).rejects.toThrow("UNIQUE");
    await b.at.database.client.execute("UPDATE belts SET township_id = 'luobu', revision = 2 WHERE id = 'belt-1'");
    await expect(insert("x", "luobu", "belt-1", "belt")).rejects.toThrow("UNIQUE");
  });

  it("of a unit is there once in a cycle", async () => {
    await expect(insert("x", "tangxi-1", null, "stars")).rejects.toThrow("UNIQUE");
  });

  it("keeps its belt", async () => {
    const change = b.at.database.client.execute("UPDATE assessments SET belt_id = 'belt-2' WHERE belt_id = 'belt-1'");
    await expect(change).rejects.toThrow("an assessment keeps its belt");
  });
});
