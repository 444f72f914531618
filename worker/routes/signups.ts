import { type Context, Hono } from "hono";
import * as v from "valibot";
import { keyedSecret, newSecret } from "../actions/secret.ts";
import { decideSignup } from "../actions/signups/decide.ts";
import { listSignups } from "../actions/signups/list.ts";
import { readSignup } from "../actions/signups/read.ts";
import { renewInvitation } from "../actions/signups/renew.ts";
import { submitSignup } from "../actions/signups/submit.ts";
import { beginnings } from "../actions/templates/list.ts";
import { provisionSignup } from "../actions/tenants/provision-signup.ts";
import { isCreditCode } from "../domain/credit-code.ts";
import { Problem } from "../domain/problem.ts";
import {
  invitationStates,
  reservedTenantCodes,
  signupDecisions,
  signupStates,
  tenantKinds,
} from "../domain/vocabulary.ts";
import { afterwards } from "../http/afterwards.ts";
import { bearerOf } from "../http/cookie.ts";
import { type AppEnv, provisionMeansOf } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { addressOf, operation, scopeOf } from "../http/operation.ts";

const wanted = v.pipe(
  v.string(),
  v.maxLength(32),
  v.regex(/^[a-z][a-z0-9-]{2,31}$/, "应为 3～32 个小写字母、数字或横线，以字母开头"),
  v.check((code) => !(reservedTenantCodes as readonly string[]).includes(code), "这个代码留给平台自己用，请换一个"),
);
const creditCode = v.pipe(
  v.string(),
  v.maxLength(18),
  v.regex(/^[0-9A-HJ-NP-RTUW-Y]{18}$/, "应为 18 位数字和大写字母，不用 I、O、S、V、Z"),
  v.check(isCreditCode, "最后一位校验码对不上，请核对有没有抄错"),
);
const phone = v.pipe(
  v.string(),
  v.maxLength(30),
  v.regex(/^\+?[0-9][0-9 -]{5,27}[0-9]$/, "电话写作 13800000000 或 0579-82460000"),
);
const person = v.strictObject({ name: f.text(100), phone });
const asked = v.strictObject({
  name: f.text(100),
  code: wanted,
  kind: f.oneOf(tenantKinds),
  parent: v.nullable(f.tenantCode),
  contact: person,
  creditCode,
  template: f.oneOf(beginnings),
});
const submitted = v.strictObject({ id: f.id, state: v.picklist(["submitted", "approved"]), token: f.said(64) });

const invitation = { state: f.oneOf(invitationStates), expiresAt: f.instant };
const own = v.strictObject({
  id: f.id,
  code: f.tenantCode,
  name: f.said(100),
  state: f.oneOf(signupStates),
  reason: v.nullable(f.said(1000)),
  createdAt: f.instant,
  invitation: v.nullable(v.strictObject({ ...invitation, token: v.nullable(f.said(64)) })),
});
const listed = v.strictObject({
  id: f.id,
  code: f.tenantCode,
  name: f.said(100),
  kind: f.oneOf(tenantKinds),
  parent: v.nullable(f.tenantCode),
  contact: v.strictObject({ name: f.said(100), phone: f.said(40) }),
  creditCode: f.said(18),
  template: f.said(64),
  state: f.oneOf(signupStates),
  reason: v.nullable(f.said(1000)),
  createdAt: f.instant,
  decidedAt: v.nullable(f.instant),
  invitation: v.nullable(v.strictObject(invitation)),
  revision: f.revision,
});
const decision = v.strictObject({ decision: f.oneOf(signupDecisions), reason: v.optional(f.text(500)) });

export const signups = new Hono<AppEnv>()
  .post(
    "/",
    operation({
      id: "signUp",
      summary: "新地区申请开通",
      description: "token 只在这里给出一次：凭它看进度、取首位管理员的一次性链接。",
      roles: "public",
      body: asked,
      mostBytes: 16_384,
      isRepeatable: true,
      answers: { 202: { description: "已收到；approved 为马上开通", schema: submitted, headers: ["Location"] } },
      refusals: ["signups-closed", "code-taken"],
    }),
    async (c) => {
      const deps = c.get("deps");
      const now = deps.now();
      deps.rateLimit("signUpPerAddress", addressOf(c), now);
      const means = { control: deps.openDatabase("control"), now, newId: deps.newId, mode: deps.signups };
      const answer = await submitSignup({ ...means, ...(await secretOf(c)) }, c.req.valid("json"));
      if (answer.state === "approved") await provisionAfterwards(c, answer.id);
      c.header("location", `/api/signups/${answer.id}`);
      return c.json(answer, 202);
    },
  )
  .get(
    "/",
    operation({
      id: "listSignups",
      summary: "申请列表",
      roles: ["operator"],
      query: v.strictObject({ state: v.optional(f.oneOf(signupStates)), limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页申请，新的在前", schema: f.pageOf(listed) } },
    }),
    async (c) => c.json(await listSignups(scopeOf(c), c.req.valid("query"))),
  )
  .get(
    "/:id",
    operation({
      id: "readSignup",
      summary: "自己的申请到了哪一步",
      description: "申请时给的 token 以 Authorization: Bearer 带上。",
      roles: "public",
      isForBearer: true,
      answers: { 200: { description: "申请", schema: own } },
    }),
    async (c) => {
      const deps = c.get("deps");
      const now = deps.now().toISOString();
      const secret = bearerOf(c);
      if (secret === undefined) throw new Problem("not-found");
      return c.json(await readSignup(deps.openDatabase("control"), c.req.param("id"), secret, now));
    },
  )
  .post(
    "/:id/approval",
    operation({
      id: "decideSignup",
      summary: "同意或不同意开通",
      description: "不同意要写明理由，申请人会看到。",
      roles: ["operator"],
      body: decision,
      answers: { 200: { description: "审过的申请", schema: listed } },
      refusals: ["conflict", "stale"],
    }),
    async (c) => {
      const decided = await decideSignup(scopeOf(c), c.req.param("id"), c.req.valid("json"));
      if (decided.state === "approved") await provisionAfterwards(c, decided.id);
      return c.json(decided);
    },
  )
  .post(
    "/:id/renewal",
    operation({
      id: "renewInvitation",
      summary: "一次性链接延期七天",
      roles: ["operator"],
      answers: { 200: { description: "申请", schema: listed } },
      refusals: ["conflict", "stale"],
    }),
    async (c) => c.json(await renewInvitation(scopeOf(c), c.req.param("id"))),
  );

/** A repetition with the same Idempotency-Key and body gets the same secret, though it is stored nowhere. */
async function secretOf(
  c: Context<AppEnv>,
): Promise<{ readonly secret: string; readonly repeatKey: string | undefined }> {
  const repeat = c.get("repeat") as { readonly key: string; readonly hash: string } | undefined;
  const [first] = c.get("deps").sessionKeys;
  if (repeat === undefined || first === undefined) return { secret: newSecret(), repeatKey: undefined };
  return { secret: await keyedSecret(first.key, `signup ${repeat.key} ${repeat.hash}`), repeatKey: repeat.key };
}

async function provisionAfterwards(c: Context<AppEnv>, id: string): Promise<void> {
  await afterwards(c, () => provisionSignup(provisionMeansOf(c.get("deps")), id));
}
