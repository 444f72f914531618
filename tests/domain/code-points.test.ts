import fc from "fast-check";
import { expect, test } from "vitest";
import { compareCodePoints, countCodePoints } from "../../worker/domain/code-points.ts";

test("text is ordered by code point, so that a rare character comes after every common one", () => {
  expect(compareCodePoints("a", "b")).toBe(-1);
  expect(compareCodePoints("ab", "a")).toBe(1);
  expect(compareCodePoints("", "a")).toBe(-1);
  expect(compareCodePoints("汤溪镇", "汤溪镇")).toBe(0);
  expect(compareCodePoints("\u{20BB7}", "\uFE4F")).toBe(1);
  expect(compareCodePoints("\uFE4F", "\u{20BB7}")).toBe(-1);
  expect(compareCodePoints("u10", "u2")).toBe(-1);
});

test("the order is that of the code points one by one", () => {
  const slow = (a: string, b: string): number => {
    const [x, y] = [[...a], [...b]];
    const at = x.findIndex((character, i) => character !== y[i]);
    if (at < 0) return Math.sign(x.length - y.length);
    return (x[at]?.codePointAt(0) ?? -1) < (y[at]?.codePointAt(0) ?? -1) ? -1 : 1;
  };
  const character = fc.constantFrom(
    "a",
    "z",
    "村",
    "\uD7FF",
    "\uE000",
    "\uFFFF",
    "\u{10000}",
    "\u{20BB7}",
    "\u{10FFFF}",
  );
  const text = fc.array(character, { maxLength: 4 }).map((characters) => characters.join(""));
  fc.assert(fc.property(text, text, (a, b) => compareCodePoints(a, b) === slow(a, b)));
});

test("a pair of surrogates counts as one character", () => {
  expect(countCodePoints("两新")).toBe(2);
  expect(countCodePoints("\u{20BB7}a")).toBe(2);
  expect(countCodePoints("")).toBe(0);
  expect(countCodePoints("\uDC00\uD800")).toBe(2);
});
