import { describe, expect, it } from "vitest";
import { documentOf, item, rating, section } from "../../support/standards.ts";
import { afterProposal, afterProposals, raised, theWarning } from "../../support/warnings.ts";

const of = (more: object): object => documentOf([section("s", [item("x", rating(20), more)])]);

describe("标准体检", () => {
  it("names an item whose proof is a photograph, with the rule and what to write instead", () => {
    const document = of({ title: "展示与布局", proof: "photo" });
    expect(theWarning(document, "proof-photo")).toEqual({
      code: "proof-photo",
      path: "sections[0].items[0].proof",
      message: "「展示与布局」的佐证是“照片”：不得以拍照留痕作评价依据。",
      figures: { item: "展示与布局" },
      proposal: { text: "佐证改为“实地查看”。", path: "sections[0].items[0].proof", value: "site-visit" },
      source: "《关于防治“指尖上的形式主义”的若干意见》（2023-12）",
    });
    expect(afterProposal(document, "proof-photo")).toEqual([]);
  });

  it.each(["statement", "record", "document", "site-visit"])("has nothing against a proof by %s", (proof) => {
    expect(raised(of({ proof }))).toEqual([]);
  });

  it("reads titles, criteria and options", () => {
    const options = [{ code: "a", title: "省级媒体刊发", points: 3 }];
    const document = documentOf([
      section("s", [
        item("x", { kind: "choice", options }, { title: "每日打卡", criterion: "获得领导批示的，得满分" }),
      ]),
    ]);
    expect(raised(document)).toEqual([
      "formalism-clock-in sections[0].items[0].title",
      "formalism-instruction sections[0].items[0].criterion",
      "formalism-media sections[0].items[0].score.options[0].title",
    ]);
    const instruction = theWarning(document, "formalism-instruction");
    expect(instruction.message).toBe("「每日打卡」写了“获得领导批示”：不得将获得领导同志批示作为考核内容。");
    expect(instruction.source).toBe("《整治形式主义为基层减负若干规定》（2024-08-06）三、统筹规范督查检查考核");
    expect(instruction.proposal?.value).toBe("群众认可的，得满分");
    for (const code of ["formalism-clock-in", "formalism-instruction", "formalism-media"]) {
      expect(afterProposals(document, code).some((each) => each.startsWith(code))).toBe(false);
    }
  });

  it("lets a criterion refuse what the rules refuse", () => {
    expect(raised(of({ criterion: "现场看实际成效，不搞拍照留痕，不要求上传材料。" }))).toEqual([]);
  });

  it("gives no more than 500 warnings at once", () => {
    const items = Array.from({ length: 300 }, (_, place) =>
      item(`x${place}`, rating(1), { title: "每日打卡", proof: "photo" }),
    );
    expect(raised(documentOf([section("s", items)]))).toHaveLength(500);
  });
});
