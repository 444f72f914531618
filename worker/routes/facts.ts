import { Hono } from "hono";
import * as v from "valibot";
import { changeFact, removeFact } from "../actions/facts/change.ts";
import { createFact } from "../actions/facts/create.ts";
import { readFact } from "../actions/facts/fact.ts";
import { listFacts } from "../actions/facts/list.ts";
import { documentStates, type FactSubject, factPeriods, factSubjects, factTypes, roles } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const usedBy = f.listOf(
  v.strictObject({
    kind: v.picklist(["standard", "policy", "gate"]),
    code: f.said(64),
    title: f.said(200),
    version: v.nullable(f.version),
    state: v.nullable(f.oneOf(documentStates)),
    paths: f.listOf(f.said(500), 10_000),
  }),
  100_000,
);
const fact = {
  key: f.said(64),
  label: f.said(100),
  type: f.oneOf(factTypes),
  measure: v.nullable(f.said(20)),
  choices: f.listOf(v.strictObject({ code: f.said(64), title: f.said(200) }), 1000),
  of: f.oneOf(factSubjects),
  per: f.oneOf(factPeriods),
  filledBy: f.oneOf(roles),
  formerKeys: f.listOf(f.said(64), 1000),
  revision: f.revision,
  isSensitive: v.boolean(),
};
const factInUse = v.strictObject({ ...fact, usedBy });

const key = v.pipe(v.string(), v.maxLength(64), v.regex(/^[a-z][a-z0-9_]*$/, "应为小写字母、数字和下划线，以字母开头"));
const choiceCode = v.pipe(
  v.string(),
  v.maxLength(64),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, "应为字母、数字、下划线或横线，以字母或数字开头"),
);
const changeable = {
  label: f.text(100),
  type: f.oneOf(factTypes),
  measure: v.nullable(f.text(20)),
  choices: f.listOf(v.strictObject({ code: choiceCode, title: f.text(200) }), 1000),
  per: f.oneOf(factPeriods),
  filledBy: f.oneOf(roles),
  isSensitive: v.boolean(),
};
const newFact = v.strictObject({
  ...changeable,
  key,
  of: f.oneOf(factSubjects),
  measure: v.optional(changeable.measure),
  choices: v.optional(changeable.choices),
  per: v.optional(changeable.per),
  isSensitive: v.optional(changeable.isSensitive),
});
const factChange = v.strictObject(v.partial(v.object({ ...changeable, key })).entries);

const collection = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listFacts",
      summary: "登记的事实",
      description: "标准和办法能说到的事实，按登记的次序。uses=true 另给每一项用在哪里。",
      roles: everyone,
      query: v.strictObject({
        of: v.optional(f.oneOf(factSubjects)),
        per: v.optional(f.oneOf(factPeriods)),
        uses: f.yesOrNo,
        limit: f.limit,
        cursor: f.cursor,
      }),
      answers: {
        200: {
          description: "一页事实",
          schema: f.pageOf(v.strictObject({ ...fact, usedBy: v.exactOptional(usedBy) })),
        },
      },
    }),
    async (c) => c.json(await listFacts(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "createFact",
      summary: "登记事实",
      description:
        "measure 为计量单位，per 不写为常设。isSensitive 为敏感，如关于人的：取值默认不显示，写明理由才看得到，每次留痕。",
      roles: ["admin"],
      body: newFact,
      isRepeatable: true,
      answers: { 201: { description: "登记的事实", schema: factInUse, headers: ["ETag", "Location"] } },
      refusals: ["code-taken", "conflict"],
    }),
    async (c) => replyWith(await createFact(scopeOf(c), c.req.valid("json"))),
  );

const one = new Hono<AppEnv>()
  .get(
    "/:of/:key",
    operation({
      id: "readFact",
      summary: "一项事实和用到它的地方",
      roles: everyone,
      answers: { 200: { description: "事实", schema: factInUse, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readFact(scopeOf(c), subjectOf(c.req.param("of")), c.req.param("key"))),
  )
  .patch(
    "/:of/:key",
    operation({
      id: "changeFact",
      summary: "修改事实",
      description: "只改所给的各项。改 key 即改名：草稿里的跟着改，已发布的不动，仍按旧名取数。",
      roles: ["admin"],
      body: factChange,
      isConditional: true,
      answers: { 200: { description: "改后的事实", schema: factInUse, headers: ["ETag"] } },
      refusals: ["code-taken", "fact-in-use"],
    }),
    async (c) => {
      const { of, key: at } = c.req.param();
      const change = { ...c.req.valid("json"), ifMatch: ifMatchOf(c) };
      return reply(c, await changeFact(scopeOf(c), subjectOf(of), at, change));
    },
  )
  .delete(
    "/:of/:key",
    operation({
      id: "removeFact",
      summary: "删去事实",
      roles: ["admin"],
      isConditional: true,
      answers: { 204: { description: "已删去" } },
      refusals: ["fact-in-use"],
    }),
    async (c) => {
      const { of, key: at } = c.req.param();
      await removeFact(scopeOf(c), subjectOf(of), at, ifMatchOf(c));
      return c.body(null, 204);
    },
  );

/** The path was checked against the same vocabulary before. */
function subjectOf(of: string): FactSubject {
  return of as FactSubject;
}

export const facts = collection.route("/", one);
