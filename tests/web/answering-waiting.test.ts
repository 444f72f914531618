import { describe, expect, it } from "vitest";
import { chosen, countOf, nothingWaiting, settled, toSend, withTyped } from "../../web/answering/waiting.ts";

const ok = (item: string, value: unknown) => ({ item, status: 200 as const, value });

describe("What is typed and not at the server yet", () => {
  it("is held against what stood before the first change, and is nothing once it is undone", () => {
    const once = withTyped(nothingWaiting, "a", 4, 3);
    const twice = withTyped(once, "a", 5, 4);
    expect(toSend(twice)).toEqual([{ item: "a", value: 5, base: 3 }]);
    expect(countOf(withTyped(twice, "a", 3, 5))).toBe(0);
  });

  it("is gone once the server has it, and waits on where it was typed again meanwhile", () => {
    const first = withTyped(nothingWaiting, "a", 4, null);
    const sent = toSend(first);
    expect(settled(first, sent, [ok("a", 4)] as never).typed).toEqual({});
    const again = withTyped(first, "a", 6, 4);
    expect(settled(again, sent, [ok("a", 4)] as never).typed).toEqual({ a: { value: 6, base: 4 } });
  });

  it("is taken back at the server too where it was undone while it was on its way", () => {
    const first = withTyped(nothingWaiting, "a", 5, null);
    const sent = toSend(first);
    const undone = withTyped(first, "a", null, null);
    expect(settled(undone, sent, [ok("a", 5)] as never).typed).toEqual({ a: { value: null, base: 5 } });
  });

  it("is in dispute where somebody else typed, isn't sent meanwhile, and goes by the choice", () => {
    const first = withTyped(nothingWaiting, "a", 5, 3);
    const disputed = settled(first, toSend(first), [{ item: "a", status: 409, value: 4 }] as never);
    expect(disputed.disputes).toEqual({ a: { yours: 5, theirs: 4 } });
    expect(toSend(disputed)).toEqual([]);
    expect(toSend(chosen(disputed, "a", true))).toEqual([{ item: "a", value: 5, base: 4 }]);
    expect(chosen(disputed, "a", false)).toEqual(nothingWaiting);
  });

  it("counts a tally's counts alike in any order", () => {
    expect(countOf(withTyped(nothingWaiting, "a", { x: 1, y: 2 }, { y: 2, x: 1 }))).toBe(0);
  });
});
