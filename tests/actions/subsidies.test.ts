import { describe, expect, it } from "vitest";
import type { Database } from "../../db/open.ts";
import * as own from "../../db/tenant/schema/index.ts";
import { note, type Statement } from "../../worker/actions/commit.ts";
import type { CalculationAnswer } from "../../worker/domain/policy/index.ts";
import { tenant } from "../support/tenant.ts";

const policy = {
  format: "hongdai/policy@1",
  title: "示例办法",
  sources: [{ document: "示例", clause: "一" }],
  year: 2026,
  grants: [
    {
      code: "reward",
      title: "奖励",
      when: "result.accepted",
      amount: { kind: "table", of: "result.level", rows: { "5": 500, "4": 300 } },
    },
    {
      code: "rise",
      title: "升级",
      when: "result.rank == 1 && previous.level == '4'",
      amount: { kind: "fixed", fen: 7 },
    },
    {
      code: "members",
      title: "党员",
      when: "unit.code == 'luobu-2'",
      amount: { kind: "rate", of: "unit.members", fenEach: 10 },
    },
    {
      code: "plan",
      title: "方案",
      when: "unit.demonstration",
      amount: { kind: "rate", of: "facts.months", fenEach: 1 },
    },
  ],
  rounding: { toFen: 1, mode: "down" },
  ceilings: [{ code: "township", by: "unit.township", rows: {}, otherwiseFen: 400, share: "prorate" }],
};

const cycleRow = (id: string, opensOn: string) => ({
  id,
  code: id,
  title: id,
  kind: "acceptance" as const,
  year: 2026,
  opensOn,
});
const resultRow = (cycleId: string, unitId: string, standardCode: string, score: number, level: string) => ({
  id: `${cycleId}-${unitId}-${standardCode}`,
  cycleId,
  unitId,
  standardCode,
  standardVersion: 1,
  isAccepted: score >= 7000,
  scoreHundredths: score,
  level,
  record: {},
  decidedAt: "2026-06-30T00:00:00.000Z",
});

/** Two cycles of one kind; in the second, results under two standards. */
function cyclesOf({ db }: Database): readonly Statement[] {
  const published = {
    version: 1,
    state: "published" as const,
    title: "标准",
    subject: "unit" as const,
    document: {},
    sha256: "0".repeat(64),
    holdsFrom: "2026-01-01",
    publishedAt: "2026-01-01T00:00:00.000Z",
  };
  return [
    db.insert(own.standards).values([
      { ...published, code: "point" },
      { ...published, code: "other" },
    ]),
    db.insert(own.cycles).values([cycleRow("first", "2026-03-01"), cycleRow("second", "2026-06-01")]),
    db.insert(own.cycleStandards).values([
      { cycleId: "first", standardCode: "point", standardVersion: 1 },
      { cycleId: "second", standardCode: "point", standardVersion: 1 },
      { cycleId: "second", standardCode: "other", standardVersion: 1 },
    ]),
    db.insert(own.cycleFacts).values({ cycleId: "second", unitId: "tangxi-1", facts: { months: 5 } }),
    db
      .insert(own.results)
      .values([
        resultRow("first", "tangxi-1", "point", 8000, "4"),
        resultRow("second", "tangxi-1", "point", 9500, "5"),
        resultRow("second", "tangxi-2", "point", 8500, "4"),
        resultRow("second", "luobu-2", "point", 6000, "3"),
        resultRow("second", "luobu-2", "other", 9900, "5"),
      ]),
  ];
}

async function fresh() {
  const at = await tenant();
  await note(at.database, cyclesOf(at.database));
  const preparer = await at.as("preparer");
  const calculate = (body: object) =>
    preparer("POST", `/api/tenants/${at.code}/subsidies/calculate`, { policy, ...body });
  const answer = async (body: object) =>
    (await (await calculate(body)).json()) as CalculationAnswer & { digest: string; errors: { path: string }[] };
  return { ...at, calculate, answer };
}

describe("calculating for the tenant's own units", () => {
  it("takes their facts and results, what isn't known stays unknown, in two round trips", async () => {
    const { answer, roundTrips } = await fresh();
    const before = roundTrips();
    const { totalFen, lines, ceilings, errors, digest } = await answer({ standard: "point" });
    expect(roundTrips() - before).toBe(2);
    expect(lines.map(({ recipient, grant, fen }) => `${recipient} ${grant} ${fen}`)).toEqual([
      "chamber-1 plan 0",
      "luobu-2 members 70",
      "tangxi-1 reward 246",
      "tangxi-1 rise 3",
      "tangxi-1 plan 3",
      "tangxi-2 reward 148",
    ]);
    expect(totalFen).toBe(470);
    expect(ceilings).toContainEqual({
      code: "township",
      key: "汤溪镇",
      ceilingFen: 400,
      beforeFen: 812,
      afterFen: 400,
    });
    expect(errors).toMatchObject([{ recipient: "chamber-1", grant: "plan" }]);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("with detail adds up each township, by its own name or its trade's", async () => {
    const { answer } = await fresh();
    const own = await answer({ standard: "point", detail: true });
    expect(own.townships?.map(({ township, fen }) => [township, fen])).toEqual([
      ["商会", 0],
      ["汤溪镇", 400],
      ["罗埠镇", 70],
    ]);
  });

  it("needs a standard where the cycle has several, and one that the cycle has", async () => {
    const { answer } = await fresh();
    expect((await answer({})).errors).toEqual([
      { path: "standard", message: "这个周期有几个标准，请指明其一：other、point" },
    ]);
    expect((await answer({ standard: "nothing", cycle: "second" })).errors).toMatchObject([{ path: "standard" }]);
    expect((await answer({ standard: { code: "point", version: 2 }, cycle: "second" })).errors).toMatchObject([
      { path: "standard" },
    ]);
    expect((await answer({ cycle: "third" })).errors).toMatchObject([{ path: "cycle" }]);
  });

  it("takes the cycle that is named, alone where it has one standard", async () => {
    const { answer } = await fresh();
    const { lines } = await answer({ cycle: "first" });
    expect(lines.filter(({ grant }) => grant === "reward").map(({ recipient, fen }) => [recipient, fen])).toEqual([
      ["tangxi-1", 300],
    ]);
  });

  it("refuses a version of a policy that there isn't", async () => {
    const { answer } = await fresh();
    expect((await answer({ policy: { code: "nothing", version: 1 }, recipients: [] })).errors).toEqual([
      { path: "policy", message: "没有这个编码的这一版，请核对" },
    ]);
  });
});
