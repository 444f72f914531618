import { describe, expect, it } from "vitest";
import { withProposal } from "../../worker/domain/warning.ts";

describe("a proposal", () => {
  const document = { a: [{ b: 1 }, { b: 2 }], c: { 汤溪镇: 3 } };

  it.each([
    ["a[1].b", 9, { a: [{ b: 1 }, { b: 9 }], c: { 汤溪镇: 3 } }],
    ["a", [], { a: [], c: { 汤溪镇: 3 } }],
    ["a[0]", { d: 0 }, { a: [{ d: 0 }, { b: 2 }], c: { 汤溪镇: 3 } }],
    ["c.罗埠镇", 4, { a: [{ b: 1 }, { b: 2 }], c: { 汤溪镇: 3, 罗埠镇: 4 } }],
    ["", 7, 7],
  ])("at %j puts its value there, in a copy", (path, value, expected) => {
    expect(withProposal(document, { path, value })).toEqual(expected);
    expect(document).toEqual({ a: [{ b: 1 }, { b: 2 }], c: { 汤溪镇: 3 } });
  });

  it.each(["a[2].b", "a.b", "c[0]", "a[0].b.c"])("that leads nowhere is refused: %s", (path) => {
    expect(() => withProposal(document, { path, value: 1 })).toThrow(RangeError);
  });
});
