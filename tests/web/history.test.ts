import { describe, expect, it } from "vitest";
import { done, emptyHistory, type History, redone, undone } from "../../web/editing/history.ts";

const begun: History<string> = emptyHistory;

describe("undoing", () => {
  it("brings back the document before the last step, and says which step it was", () => {
    const history = done(done(begun, "一", "添一节"), "二", "删去「队伍」");
    expect(undone(history, "三")).toMatchObject({ document: "二", said: "删去「队伍」" });
  });

  it("has nothing to bring back at the beginning", () => {
    expect(undone(begun, "一")).toBeNull();
  });

  it("takes typing into one field as one step", () => {
    const history = done(done(begun, "一", "改名称", "title"), "二", "改名称", "title");
    expect(undone(history, "三")).toMatchObject({ document: "一" });
  });

  it("can itself be undone", () => {
    const back = undone(done(begun, "一", "添一节"), "二");
    expect(redone(back?.history ?? begun, "一")).toMatchObject({ document: "二", said: "添一节" });
  });

  it("is forgotten once something new is done", () => {
    const back = undone(done(begun, "一", "添一节"), "二");
    const history = done(back?.history ?? begun, "一", "删去「队伍」");
    expect(redone(history, "四")).toBeNull();
  });
});
