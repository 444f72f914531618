import { describe, expect, it } from "vitest";
import { daysAfter, daysBetween, dayWords, lastDayOfMonths, newestMorning } from "../../worker/domain/china-day.ts";
import { digestOf, remindedDays } from "../../worker/domain/reminder.ts";

describe("days", () => {
  it("are counted over months and leap years", () => {
    expect(daysAfter("2028-02-28", 1)).toBe("2028-02-29");
    expect(daysAfter("2026-03-01", -1)).toBe("2026-02-28");
    expect(daysBetween("2026-12-30", "2027-01-02")).toBe(3);
  });

  it.each([
    ["2026-03-01", 12, "2027-02-28"],
    ["2026-10-15", 24, "2028-10-14"],
    ["2027-03-01", 12, "2028-02-29"],
    ["2026-01-31", 1, "2026-02-28"],
  ])("a term that begins on %s and lasts %i months ends on %s", (from, months, until) => {
    expect(lastDayOfMonths(from, months)).toBe(until);
  });

  it("are named with their year where it is another", () => {
    expect(dayWords("2026-10-10", "2026-09-01")).toBe("10 月 10 日");
    expect(dayWords("2027-01-05", "2026-12-29")).toBe("2027 年 1 月 5 日");
  });

  it("begin for reminders at eight in China", () => {
    expect(newestMorning("2026-11-21T23:59:59.999Z")).toBe("2026-11-21");
    expect(newestMorning("2026-11-22T00:00:00.000Z")).toBe("2026-11-22");
  });
});

describe("deadlines", () => {
  it("are reminded of 30, 7 and 1 days before", () => {
    expect(remindedDays("2026-11-21", "2026-11-22")).toEqual(["2026-11-23", "2026-11-29", "2026-12-22"]);
  });

  it("whose reminder fell on a missed day are told with it, those that are over not", () => {
    expect(remindedDays("2026-11-19", "2026-11-22")).toEqual([
      ...["2026-11-22", "2026-11-23", "2026-11-27", "2026-11-28", "2026-11-29"],
      ...["2026-12-20", "2026-12-21", "2026-12-22"],
    ]);
  });
});

describe("a digest", () => {
  it("puts the most urgent first and says how long is left under a week", () => {
    expect(
      digestOf(
        [
          { kind: "acceptance", of: "10 月验收", dueOn: "2026-12-22", count: 12 },
          { kind: "self", of: "10 月验收", dueOn: "2026-11-22", count: 1 },
        ],
        "2026-11-22",
      ),
    ).toEqual({
      title: "有 2 项快到期",
      lines: [
        { text: "10 月验收：1 件自评没交，11 月 22 日截止，今天", link: "/assessments" },
        { text: "10 月验收：12 件待验收，12 月 22 日截止", link: "/acceptance" },
      ],
    });
  });

  it("of nothing is none", () => {
    expect(digestOf([], "2026-11-22")).toBeUndefined();
  });
});
