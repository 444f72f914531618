import { describe, expect, it } from "vitest";
import { district } from "../support/signup.ts";
import { tenant } from "../support/tenant.ts";

const open = await tenant();
const reviewed = await tenant({ signups: "reviewed" });
const closed = await tenant({ signups: "closed" });
let districts = 0;
const freshCode = (): string => {
  districts += 1;
  return `refused-${districts}`;
};

describe("templates", () => {
  it("are public, with titles and counts, and say how sign-ups are taken", async () => {
    const response = await reviewed.anyone("GET", "/api/templates");
    const body = (await response.json()) as { signups: string; items: { code: string; standards: unknown[] }[] };
    expect(body.signups).toBe("reviewed");
    expect(body.items.map(({ code, standards }) => [code, standards.length])).toEqual([
      ["jinhua", 4],
      ["quzhou", 6],
      ["kaihua", 1],
      ["jinhua-edz", 2],
      ["empty", 0],
    ]);
    expect(body.items[3]).toMatchObject({
      title: "开发区党建示范带创建",
      kind: "zone",
      standards: [
        { code: "belt-point", title: "党建示范带创建点验收标准（分值为示例）" },
        { code: "belt", title: "党建示范带整体验收标准（分值为示例）" },
      ],
      policies: [{ code: "belt-awards", title: "党建示范带创建以奖代补（标准为示例）" }],
      facts: 5,
      departments: 2,
    });
  });
});

describe("a closed platform", () => {
  it("refuses in words", async () => {
    const response = await closed.anyone("POST", "/api/signups", district(freshCode()));
    expect([response.status, await response.json()]).toMatchObject([
      403,
      { code: "signups-closed", title: "现在不接受新地区的申请，请联系平台运营" },
    ]);
  });
});

describe("a request with faults", () => {
  it("is told every one of them, by its path", async () => {
    const response = await open.anyone("POST", "/api/signups", {
      name: " ",
      code: "Tongjiang",
      kind: "province",
      contact: { name: "王某", phone: "电话" },
      creditCode: "11330700002592599E",
      template: "hangzhou",
      vip: true,
    });
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { path: string; message: string }[] };
    expect(errors.map(({ path, message }) => `${path}：${message}`)).toEqual([
      "name：不能以空格开头或结尾，也不能含控制字符",
      "code：应为 3～32 个小写字母、数字或横线，以字母开头",
      "kind：应为其中之一：city、county、zone",
      "parent：缺少这一项，请补上",
      "contact.phone：电话写作 13800000000 或 0579-82460000",
      "creditCode：最后一位校验码对不上，请核对有没有抄错",
      "template：应为其中之一：jinhua、quzhou、kaihua、jinhua-edz、empty、parent",
      "vip：没有这一项，请删去",
    ]);
  });

  it.each(["platform", "control", "api"])("may not take the code %s", async (code) => {
    const response = await open.anyone("POST", "/api/signups", district(code));
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ path: "code", message: "这个代码留给平台自己用，请换一个" }] },
    ]);
  });

  it("names a parent that isn't there, and a template that needs one", async () => {
    const errorsOf = async (more: Record<string, unknown>) =>
      (await (await open.anyone("POST", "/api/signups", district(freshCode(), more))).json()) as unknown;
    expect(await errorsOf({ parent: "nowhere" })).toMatchObject({
      errors: [{ path: "parent", message: "没有这个上级，请从名录里选" }],
    });
    expect(await errorsOf({ template: "parent" })).toMatchObject({
      errors: [{ path: "template", message: "没有填上级，请填上级或另选一个模板" }],
    });
  });

  it("may not take a tenant's code", async () => {
    const response = await open.anyone("POST", "/api/signups", district(open.code));
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([409, "code-taken"]);
  });
});
