import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { firstBreak, missingIn, type StoredEvent, sealHash, sealsOver } from "../../worker/domain/trail.ts";

const event = (seq: number, more: Partial<StoredEvent> = {}): StoredEvent => ({
  seq,
  id: `e${seq}`,
  at: "2026-11-22T08:00:00.000Z",
  actorId: null,
  actorName: "系统",
  action: "create",
  subjectKind: "unit",
  subjectId: "tangxi-1",
  revision: seq,
  body: "{}",
  ...more,
});
const events = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => event(from + index));

describe("a seal", () => {
  it("is the SHA-256 of the one before and of its events as JSON lists, a line each", async () => {
    const lines = 'a1\n[1,"e1","2026-11-22T08:00:00.000Z",null,"系统","create","unit","tangxi-1",1,"{}"]';
    expect(await sealHash("a1", [event(1)])).toBe(createHash("sha256").update(lines).digest("hex"));
  });

  it("covers 200 events at most and goes on where the last one ended", async () => {
    const seals = await sealsOver(undefined, events(1, 450));
    expect(seals.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([
      [1, 200],
      [201, 400],
      [401, 450],
    ]);
    expect(seals.map(({ previousHash }) => previousHash)).toEqual([null, seals[0]?.hash, seals[1]?.hash]);
    const [next] = await sealsOver(seals[2], events(451, 452));
    expect([next?.fromSeq, next?.previousHash]).toEqual([451, seals[2]?.hash]);
  });
});

describe("the first break", async () => {
  const sealed = await sealsOver(undefined, events(1, 450));
  const found = async (changed: readonly StoredEvent[], seals = sealed) =>
    (await firstBreak(undefined, seals, changed, []))?.text ?? null;

  it("is none where nothing changed", async () => {
    expect(await found(events(1, 450))).toBeNull();
  });

  it.each<[string, Partial<StoredEvent>]>([
    ["its time", { at: "2026-11-22T08:00:00.001Z" }],
    ["who did it", { actorName: "别人" }],
    ["by whose id", { actorId: "u1" }],
    ["what was done", { action: "change" }],
    ["to what", { subjectId: "tangxi-2" }],
    ["its body by a blank", { body: "{ }" }],
  ])("is found where one event has changed in %s", async (_, more) => {
    expect(await found(events(1, 450).map((each) => (each.seq === 217 ? { ...each, ...more } : each)))).toBe(
      "第 201～400 条里有改动，和封存时不一样。",
    );
  });

  it("names the event that is gone", async () => {
    expect(await found(events(1, 450).filter(({ seq }) => seq !== 217))).toBe("第 217 条不见了。");
    expect(missingIn(3, 5, [event(3), event(4), event(5)])).toBeNull();
  });

  it("is a seal that was taken out or put in another's place", async () => {
    expect(await found(events(1, 450), sealed.toSpliced(1, 1))).toBe("第 401～450 条的封存接不上前一段。");
  });

  it("is a chain that was made anew, against a head noted outside", async () => {
    const changed = events(1, 450).map((each) => (each.seq === 217 ? { ...each, actorName: "别人" } : each));
    const again = await sealsOver(undefined, changed);
    const heads = [{ day: "2026-11-22", seq: 400, hash: sealed[1]?.hash ?? "" }];
    expect(await firstBreak(undefined, again, changed, [])).toBeNull();
    expect(await firstBreak(undefined, again, changed, heads)).toEqual({
      fromSeq: 1,
      toSeq: 400,
      text: "和 2026-11-22 另存在本租户之外的链首不符：第 400 条以前有改动，封存是重做的。",
    });
    expect(await firstBreak(undefined, sealed, events(1, 450), heads)).toBeNull();
  });
});
