import { describe, expect, it } from "vitest";
import * as control from "../../db/control/schema.ts";
import { standards } from "../../db/tenant/schema/index.ts";
import { canonicalJson } from "../../worker/domain/canonical.ts";
import { admitted, bearer, district, follow, signUp } from "../support/signup.ts";
import { tenant } from "../support/tenant.ts";

const open = await tenant();
const reviewed = await tenant({ signups: "reviewed" });
const operator = await reviewed.as("operator");
let districts = 0;
const freshCode = (): string => {
  districts += 1;
  return `county-${districts}`;
};

const items = async (response: Response): Promise<Record<string, unknown>[]> =>
  ((await response.json()) as { items: Record<string, unknown>[] }).items;
const codes = async (): Promise<unknown[]> =>
  (await items(await open.anyone("GET", "/api/directory?limit=200"))).map(({ code }) => code);

describe("an open platform", () => {
  it("takes a district from its request to its first admin's home", async () => {
    const code = freshCode();
    const signup = await signUp(open.anyone, district(code, { template: "jinhua-edz" }));
    expect(signup.state).toBe("approved");
    const { state, invitation } = await follow(open.anyone, signup);
    expect([state, invitation?.state, invitation?.expiresAt]).toEqual(["active", "open", "2026-11-29T08:00:00.000Z"]);
    expect(await codes()).toContain(code);
    const link = await open.anyone("GET", "/api/invitation", undefined, bearer(invitation?.token ?? ""));
    expect(await link.json()).toEqual({ tenant: { code, name: "通江县" }, expiresAt: "2026-11-29T08:00:00.000Z" });
    const admin = await admitted(open.anyone, signup, code);
    expect(await (await admin("GET", "/api/session")).json()).toMatchObject({
      tenant: code,
      username: "zhang",
      roles: [{ role: "admin", scope: { kind: "tenant", id: code } }],
    });
    expect(await (await admin("GET", `/api/tenants/${code}/dashboard`)).json()).toMatchObject({
      sentences: ["0 项标准已发布，还没有认定结果。"],
      belts: [],
    });
  });

  it("gives a template's documents as drafts, its facts, and nothing of the place that it comes from", async () => {
    const code = freshCode();
    const admin = await admitted(
      open.anyone,
      await signUp(open.anyone, district(code, { template: "jinhua-edz" })),
      code,
    );
    const at = `/api/tenants/${code}`;
    expect(await items(await admin("GET", `${at}/standards`))).toMatchObject([
      { code: "belt", version: null, state: "draft", sha256: null, holdsFrom: null },
      { code: "belt-point", version: null, state: "draft" },
    ]);
    expect(await items(await admin("GET", `${at}/policies`))).toMatchObject([{ code: "belt-awards", state: "draft" }]);
    expect((await items(await admin("GET", `${at}/facts`))).length).toBe(5);
    for (const list of ["units", "belts", "cycles", "results"]) {
      expect(await items(await admin("GET", `${at}/${list}`)), list).toEqual([]);
    }
    const dashboard = (await (await admin("GET", `${at}/dashboard`)).json()) as Record<string, unknown>;
    expect([dashboard["targets"], dashboard["horizons"]]).toEqual([null, []]);
    expect((await items(await admin("GET", `${at}/users`))).map(({ username }) => username)).toEqual(["zhang"]);
  });

  it("lets a fresh tenant's admin see no other tenant", async () => {
    const code = freshCode();
    const admin = await admitted(open.anyone, await signUp(open.anyone, district(code)), code);
    for (const path of [`/api/tenants/${open.code}`, `/api/tenants/${open.code}/units`, "/api/tenants/no-such-place"]) {
      expect((await admin("GET", path)).status, path).toBe(404);
    }
    expect((await admin("GET", "/api/signups")).status).toBe(403);
  });

  it("gives a child its parent's published documents, as drafts, and the facts that these speak of", async () => {
    const code = freshCode();
    const parent = await tenant();
    const admin = await parent.as("admin");
    const document = {
      format: "hongdai.standard/1",
      title: "星级评定标准",
      subject: "unit",
      sections: [
        {
          code: "base",
          title: "基础",
          items: [
            {
              code: "members",
              title: "党员",
              kind: "formula",
              points: 5,
              score: { expression: "unit.members >= 3.0 ? 5.0 : 0.0" },
            },
          ],
        },
      ],
    };
    const row = { code: "stars", title: "星级评定标准", subject: "unit" as const, document, revision: 2 };
    const published = { sha256: "0".repeat(64), holdsFrom: "2026-01-01", publishedAt: "2026-01-01T00:00:00.000Z" };
    const canonical = canonicalJson(document);
    await parent.database.db.insert(standards).values([
      { ...row, version: 1, state: "retired", ...published, canonical },
      { ...row, version: 2, state: "published", ...published, canonical, title: "星级评定标准" },
      { ...row, code: "draft", version: 1, state: "draft" },
    ]);
    const asked = district(code, { template: "parent", parent: parent.code, kind: "zone" });
    const child = await admitted(parent.anyone, await signUp(parent.anyone, asked), code);
    expect(await items(await child("GET", `/api/tenants/${code}/standards`))).toMatchObject([
      { code: "stars", version: null, state: "draft", title: "星级评定标准" },
    ]);
    expect((await items(await child("GET", `/api/tenants/${code}/facts`))).map(({ key }) => key)).toEqual(["members"]);
    expect(await items(await child("GET", `/api/tenants/${code}/units`))).toEqual([]);
    expect((await admin("GET", `/api/tenants/${code}`)).status).toBe(404);
  });

  it("answers a repetition with the same Idempotency-Key with the same id and token", async () => {
    const asked = district(freshCode());
    const key = { "idempotency-key": "a-key-of-this-form" };
    const first = await open.anyone("POST", "/api/signups", asked, key);
    const second = await open.anyone("POST", "/api/signups", asked, key);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(await second.json()).toEqual(await first.json());
    const other = await open.anyone("POST", "/api/signups", district(freshCode()), key);
    expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([422, "idempotency-mismatch"]);
  });

  it("gives two who ask for one code at once a place and a refusal", async () => {
    const asked = district(freshCode());
    const answers = await Promise.all([1, 2, 3].map(() => open.anyone("POST", "/api/signups", asked)));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
  });

  it("limits how often one address signs up", async () => {
    const strict = await tenant({ rateLimits: '{ "signUpPerAddress": { "limit": 1, "seconds": 3600 } }' });
    await signUp(strict.anyone, district(freshCode()));
    const response = await strict.anyone("POST", "/api/signups", district(freshCode()));
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "3600"]);
  });
});

describe("a platform that reviews", () => {
  it("opens a district once its operator approves, and not before", async () => {
    const code = freshCode();
    const signup = await signUp(reviewed.anyone, district(code));
    expect(signup.state).toBe("submitted");
    expect(await follow(reviewed.anyone, signup)).toMatchObject({ state: "submitted", invitation: null });
    expect(await codes()).not.toContain(code);
    const waiting = await items(await operator("GET", "/api/signups?state=submitted"));
    expect(waiting.find(({ id }) => id === signup.id)).toMatchObject({
      code,
      name: "通江县",
      contact: { name: "王某", phone: "0827-7222222" },
      creditCode: "11330700002592599F",
      state: "submitted",
    });
    const decided = await operator("POST", `/api/signups/${signup.id}/approval`, { decision: "approve" });
    expect(await decided.json()).toMatchObject({
      id: signup.id,
      state: "approved",
      decidedAt: "2026-11-22T08:00:00.000Z",
    });
    expect(await follow(reviewed.anyone, signup)).toMatchObject({ state: "active" });
    expect(await codes()).toContain(code);
    await admitted(reviewed.anyone, signup, code);
  });

  it("tells a district that was refused why, and lets it ask for the code again", async () => {
    const code = freshCode();
    const signup = await signUp(reviewed.anyone, district(code));
    const decision = { decision: "refuse", reason: "联系电话打不通，请核对后再申请。" };
    expect((await operator("POST", `/api/signups/${signup.id}/approval`, decision)).status).toBe(200);
    expect(await follow(reviewed.anyone, signup)).toMatchObject({ state: "refused", reason: decision.reason });
    expect((await signUp(reviewed.anyone, district(code))).state).toBe("submitted");
  });

  it("wants a reason for a refusal, and decides once", async () => {
    const signup = await signUp(reviewed.anyone, district(freshCode()));
    const path = `/api/signups/${signup.id}/approval`;
    const bare = await operator("POST", path, { decision: "refuse" });
    expect([bare.status, await bare.json()]).toMatchObject([
      400,
      { errors: [{ path: "reason", message: "不同意要写明理由，申请人会看到" }] },
    ]);
    expect((await operator("POST", path, { decision: "refuse", reason: "重复。" })).status).toBe(200);
    const again = await operator("POST", path, { decision: "approve" });
    expect([again.status, await again.json()]).toMatchObject([
      409,
      { code: "conflict", detail: "这份申请未同意，不能再审一次。" },
    ]);
    expect((await operator("POST", "/api/signups/nobody/approval", { decision: "approve" })).status).toBe(404);
  });

  it("leaves the operator's decision and the system's work in the trail", async () => {
    const signup = await signUp(reviewed.anyone, district(freshCode()));
    await operator("POST", `/api/signups/${signup.id}/approval`, { decision: "approve" });
    const rows = await reviewed.control.db.select().from(control.events);
    const own = rows.filter(({ subjectId }) => subjectId === signup.id);
    expect(own.map(({ actorId, actorName, action, revision }) => [actorId, actorName, action, revision])).toEqual([
      [null, "申请人", "sign-up", 1],
      ["user-operator", "operator 01", "approve", 2],
      [null, "系统", "invite", 3],
    ]);
  });

  it("refuses a code that is asked for already", async () => {
    const asked = district(freshCode());
    await signUp(reviewed.anyone, asked);
    const response = await reviewed.anyone("POST", "/api/signups", asked);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([409, "code-taken"]);
  });
});
