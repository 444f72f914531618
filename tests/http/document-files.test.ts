import { describe, expect, it } from "vitest";
import { writeWorkbook, xlsxType } from "../../worker/spreadsheet/workbook.ts";
import { bothNouns, type Json, life, refusal } from "../support/life.ts";

const json = async (response: Response): Promise<Json> => (await response.json()) as Json;
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());
const asXlsx = { "content-type": xlsxType };

describe.each(bothNouns)("a version of $noun as a file", ({ noun, sound }) => {
  it("is its JSON, or sheets, under a Chinese name", async () => {
    const { create, admin, one } = await life(noun);
    await create("point", sound({ title: "示范带/验收(一)" }));
    const plain = await admin("GET", `${one("point", 1)}/document`);
    expect([plain.status, plain.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(await json(plain)).toEqual(sound({ title: "示范带/验收(一)" }));
    const sheets = await admin("GET", `${one("point", 1)}/document?as=xlsx`);
    expect([sheets.status, sheets.headers.get("content-type")]).toEqual([200, xlsxType]);
    const name = encodeURIComponent("示范带_验收").concat(
      "%28",
      encodeURIComponent("一"),
      "%29",
      encodeURIComponent("（第1版）.xlsx"),
    );
    expect(sheets.headers.get("content-disposition")).toBe(
      `attachment; filename="point-1.xlsx"; filename*=UTF-8''${name}`,
    );
    expect([...(await bytesOf(sheets)).slice(0, 2)]).toEqual([0x50, 0x4b]);
  });

  it("comes in again as the same document, and stores nothing", async () => {
    const { create, admin, path, one } = await life(noun);
    await create("point", sound());
    const file = await bytesOf(await admin("GET", `${one("point", 1)}/document?as=xlsx`));
    const same = { document: sound(), faults: [], warnings: [] };
    const sheets = await admin("POST", `${path}/imports`, file, asXlsx);
    expect([sheets.status, await json(sheets)]).toEqual([200, same]);
    expect(await json(await admin("POST", `${path}/imports`, sound()))).toEqual(same);
    expect((await json(await admin("GET", path)))["items"]).toHaveLength(1);
    expect(await json(await admin("GET", one("point", 1)))).toMatchObject({ revision: 1 });
  });

  it("with faults goes out as JSON alone, and comes in with every fault", async () => {
    const { create, admin, path, one } = await life(noun);
    const broken = { ...sound(), title: "", extra: 1 };
    await create("point", broken);
    expect(await json(await admin("GET", `${one("point", 1)}/document`))).toEqual(broken);
    const refused = await admin("GET", `${one("point", 1)}/document?as=xlsx`);
    expect(await refusal(refused)).toEqual({
      status: 409,
      code: "conflict",
      detail: "这一版还有 2 处错误，导成表格会丢内容；请先改正，或导出 JSON。",
    });
    const imported = await json(await admin("POST", `${path}/imports`, broken));
    expect(imported["document"]).toEqual(broken);
    expect((imported["faults"] as Json[]).map(({ path: at }) => at).toSorted()).toEqual(["extra", "title"]);
    expect((imported["faults"] as Json[])[0]).toMatchObject({ sheet: null, row: null, column: null });
  });

  it("that isn't there is not found, and there are two ways to ask for it", async () => {
    const { admin, one } = await life(noun);
    expect((await admin("GET", `${one("point", 1)}/document`)).status).toBe(404);
    expect((await admin("GET", `${one("point", 1)}/document?as=pdf`)).status).toBe(400);
  });

  it("of another kind, another type or another size is refused", async () => {
    const { admin, path } = await life(noun);
    const imports = `${path}/imports`;
    const column = { width: 10, numberFormat: "@" } as const;
    const other = await writeWorkbook("x", [{ name: "表1", columns: [column], rows: [["甲"]], spareRows: 0 }]);
    const sheets = await refusal(await admin("POST", imports, other, asXlsx));
    expect(sheets).toMatchObject({ status: 400, code: "invalid" });
    expect((sheets["errors"] as Json[]).at(-1)).toEqual({ path: "表1", message: "没有「表1」这张表，请改名或删去" });
    expect((await admin("POST", imports, new Uint8Array(100), asXlsx)).status).toBe(400);
    expect((await admin("POST", imports, new Uint8Array(4 * 1_048_576 + 1), asXlsx)).status).toBe(413);
    expect((await admin("POST", imports, "a,b", { "content-type": "text/csv" })).status).toBe(415);
    expect((await admin("POST", imports, "{")).status).toBe(400);
    expect((await admin("POST", imports, [])).status).toBe(400);
    expect((await admin("POST", imports, { title: "字".repeat(90_000) })).status).toBe(413);
  });
});
