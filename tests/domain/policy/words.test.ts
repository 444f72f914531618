import { describe, expect, it } from "vitest";
import { answerTo, grantOf, lineOf } from "../../support/policies.ts";

const asked = { kind: "formula", fen: "facts.x" };

describe("the words of a line", () => {
  it.each([
    ["result.score", 1e15, "得分 1000000000000000，没有到一档，按 0% → 0.00 元"],
    ["result.score", 9_999_999_999_999, "得分 9999999999999.00，没有到一档，按 0% → 0.00 元"],
    ["result.rank", 3, "名次为 3，没有到一档，按 0% → 0.00 元"],
    ["facts.months", 12, "facts.months 为 12，没有到一档，按 0% → 0.00 元"],
  ])("say what a factor read of %s: %d", (of, value, because) => {
    const times = [{ of, bands: [{ above: 1e15, percent: 1 }] }];
    const given = { result: { score: value, rank: value }, facts: { x: 100, months: value } };
    const line = lineOf(grantOf(asked, { times }), given);
    expect(line.because[1]).toBe(because);
  });

  it("say where a recipient stood in an order of any size", () => {
    const ceilings = [{ code: "budget", totalFen: 60, share: "rank", order: "facts.drawn" }];
    const answer = answerTo({ ...grantOf(asked), ceilings }, [{ id: "u1", facts: { x: 100, drawn: 1e20 } }]);
    expect(answer.lines[0]?.because[1]).toBe(
      "总额封顶 0.60 元，合计 1.00 元，按次序发放（100000000000000000000），轮到时余 0.60 元 → 0.60 元",
    );
  });

  it("give an amount of any size exactly, and a column the nearest number", () => {
    const line = lineOf(grantOf({ kind: "rate", of: "facts.x", fenEach: 100 }, { atMostFen: 500 }), {
      facts: { x: 1e20 },
    });
    expect(line.because).toEqual([
      "补助：facts.x 为 100000000000000000000，计 100,000,000,000,000,000,000 份，每份 1.00 元 → 100,000,000,000,000,000,000.00 元",
      "不超过 5.00 元 → 5.00 元",
    ]);
    expect(line.steps?.map(({ fen }) => fen)).toEqual([1e22, 500]);
  });

  it.each<[boolean | "stop", readonly string[]]>([
    [true, ["轮到时余 1.50 元 → 1.50 元", "轮到时余 0.00 元 → 0.00 元"]],
    [
      "stop",
      [
        "轮到时余 1.50 元，从第一个不足全额的起都不发 → 0.00 元",
        "轮到时余 1.50 元，从第一个不足全额的起都不发 → 0.00 元",
      ],
    ],
    [false, ["轮到时余 1.50 元，不足全额，不发 → 0.00 元", "轮到时余 1.50 元，不足全额，不发 → 0.00 元"]],
  ])("say why there is money left and none is paid where partial is %s", (partial, told) => {
    const ceilings = [{ code: "budget", totalFen: 350, share: "rank", order: "facts.o", partial }];
    const recipients = [1, 2, 3].map((o) => ({ id: `u${o}`, facts: { x: 200, o: 9 - o } }));
    const lines = answerTo({ ...grantOf(asked), ceilings }, recipients).lines.slice(1);
    expect(lines.map(({ because }) => because[1]?.split("），")[1])).toEqual(told);
  });
});
