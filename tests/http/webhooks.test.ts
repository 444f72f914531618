import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { events, webhooks } from "../../db/tenant/schema/index.ts";
import { signature } from "../../worker/actions/webhooks/deliver.ts";
import { wakeTenant } from "../../worker/jobs.ts";
import { type Send, type TestTenant, tenant } from "../support/tenant.ts";

const secret = "SEC000000000000000000000";
const token = "0123456789abcdef";

interface Received {
  readonly url: string;
  readonly body: unknown;
}

let server: Server;
let host: string;
let received: Received[];
/** What the robots' server answers, one after another; then always success. */
let answers: { readonly status: number; readonly body?: string; readonly location?: string }[];
let at: TestTenant;
let admin: Send;
let path: string;

beforeEach(async () => {
  received = [];
  answers = [];
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => {
      text += part;
    });
    request.on("end", () => {
      received.push({ url: request.url ?? "", body: JSON.parse(text) });
      const { status, body, location } = answers.shift() ?? { status: 200 };
      response.writeHead(status, location === undefined ? {} : { location });
      response.end(body ?? '{"errcode":0,"errmsg":"ok"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  at = await tenant({ webhookHosts: [host] });
  admin = await at.as("admin");
  path = `/api/tenants/${at.code}/webhooks`;
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});

const robot = (more: object = {}) => ({
  title: "工作群",
  kind: "dingtalk",
  url: `http://${host}/robot/send?access_token=${token}`,
  ...more,
});

async function created(more: object = {}): Promise<{ readonly id: string }> {
  const response = await admin("POST", path, robot(more));
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string };
}

async function tryOut(id: string): Promise<void> {
  expect((await admin("POST", `${path}/${id}/trial`)).status).toBe(202);
  await at.drain();
}

/** A message that the robot's server fails at; six hours are more than its tries take. */
async function giveUp(id: string, failures = 5): Promise<void> {
  answers.push(...Array.from({ length: failures }, () => ({ status: 500 })));
  await tryOut(id);
  for (let hour = 1; hour <= 6; hour += 1) {
    at.clock.forward(3600);
    await wakeTenant(at.deps, at.code);
    await at.drain();
  }
}

const delivery = async (id: string) =>
  ((await (await admin("GET", `${path}/${id}/deliveries`)).json()) as { items: unknown[] }).items[0];

describe("a robot", () => {
  it("is sent a text in its format, and the moment signed with its secret", async () => {
    const { id } = await created({ secret });
    await tryOut(id);
    expect(received).toEqual([
      {
        url: `/robot/send?access_token=${token}&timestamp=1795334400000&sign=0%2Fkhb5jZylev%2F7V8xQoJvDaskmc8DlLcmUKoyNHUp8Y%3D`,
        body: { msgtype: "text", text: { content: "红带试发：这个群能收到提醒。" } },
      },
    ]);
    expect(await delivery(id)).toMatchObject({
      state: "delivered",
      tries: [{ status: 200, error: null }],
      nextAt: null,
    });
  });

  it("of WeCom isn't signed", async () => {
    const { id } = await created({ kind: "wecom", url: `http://${host}/cgi-bin/webhook/send?key=${token}` });
    await tryOut(id);
    expect(received.map(({ url }) => url)).toEqual([`/cgi-bin/webhook/send?key=${token}`]);
  });

  it("that answers 500 twice gets the message a minute and then five minutes later", async () => {
    const { id } = await created();
    answers.push({ status: 500 }, { status: 500 });
    await tryOut(id);
    expect(await delivery(id)).toMatchObject({
      state: "waiting",
      tries: [{ status: 500, error: "答复 500" }],
      nextAt: "2026-11-22T08:01:00.000Z",
    });
    await wakeTenant(at.deps, at.code);
    await at.drain();
    expect(received.length).toBe(1);
    at.clock.forward(60);
    await wakeTenant(at.deps, at.code);
    await at.drain();
    expect(received.length).toBe(2);
    at.clock.forward(300);
    await wakeTenant(at.deps, at.code);
    await at.drain();
    expect(received.length).toBe(3);
    expect(await delivery(id)).toMatchObject({
      state: "delivered",
      tries: [{ status: 500 }, { status: 500 }, { status: 200, error: null }],
    });
  });

  it("is given up after the fifth try", async () => {
    const { id } = await created();
    await giveUp(id, 9);
    expect(received.length).toBe(5);
    expect(await delivery(id)).toMatchObject({ state: "failed", nextAt: null });
  });

  it("is sent what was given up once more by hand, and only once; what failed stays on record", async () => {
    const { id } = await created();
    await giveUp(id);
    const { id: again } = (await delivery(id)) as { id: string };
    expect((await admin("POST", `${path}/${id}/deliveries`, { again })).status).toBe(202);
    await at.drain();
    expect(received.length).toBe(6);
    const { items } = (await (await admin("GET", `${path}/${id}/deliveries`)).json()) as { items: unknown[] };
    expect(items).toMatchObject([
      { state: "delivered", text: "红带试发：这个群能收到提醒。" },
      { id: again, state: "failed" },
    ]);
    const twice = await admin("POST", `${path}/${id}/deliveries`, { again });
    expect(await twice.json()).toMatchObject({ code: "conflict", detail: "这一条已经再发过，请看最近的发送记录。" });
    const { id: arrived } = items[0] as { id: string };
    expect((await admin("POST", `${path}/${id}/deliveries`, { again: arrived })).status).toBe(409);
    const other = await created();
    expect((await admin("POST", `${path}/${other.id}/deliveries`, { again })).status).toBe(404);
  });

  it("is sent a message that is brought twice only once", async () => {
    const { id } = await created();
    await admin("POST", `${path}/${id}/trial`);
    at.queue.push(...at.queue, ...at.queue);
    await at.drain();
    expect(received.length).toBe(1);
  });

  it.each([
    {
      answer: { status: 200, body: '{"errcode":310000,"errmsg":"sign not match"}' },
      error: "机器人不收，错误码 310000",
    },
    { answer: { status: 200, body: "<html>" }, error: "答复看不懂" },
    { answer: { status: 302, location: "/robot/elsewhere" }, error: "要转到别处，没有跟去" },
  ])("that doesn't take it is tried again: $error", async ({ answer, error }) => {
    const { id } = await created();
    answers.push(answer);
    await tryOut(id);
    expect(received.length).toBe(1);
    expect(await delivery(id)).toMatchObject({ state: "waiting", tries: [{ status: answer.status, error }] });
  });

  it("that can't be reached is tried again", async () => {
    const { id } = await created();
    await new Promise((resolve) => server.close(resolve));
    await tryOut(id);
    expect(await delivery(id)).toMatchObject({
      state: "waiting",
      tries: [{ status: null, error: "连不上，或十秒内没有答复" }],
    });
    server.listen(Number(host.split(":")[1]), "127.0.0.1");
  });

  it("that is switched off is sent nothing more", async () => {
    const { id } = await created();
    await admin("POST", `${path}/${id}/trial`);
    const off = await admin("PATCH", `${path}/${id}`, { isEnabled: false }, { "if-match": '"1"' });
    expect(await off.json()).toMatchObject({ isEnabled: false, revision: 2 });
    await at.drain();
    expect(received).toEqual([]);
    expect(await delivery(id)).toMatchObject({ state: "failed", tries: [{ status: null, error: "机器人已停用" }] });
    expect((await admin("POST", `${path}/${id}/trial`)).status).toBe(409);
  });
});

describe("the address", () => {
  it.each([
    ["https://example.com/robot", "只能发往 oapi.dingtalk.com"],
    ["https://oapi.dingtalk.com.example.com/robot", "只能发往 oapi.dingtalk.com"],
    ["https://oapi.dingtalk.com:8443/robot", "只能发往 oapi.dingtalk.com"],
    ["https://qyapi.weixin.qq.com/robot", "只能发往 oapi.dingtalk.com"],
    ["http://oapi.dingtalk.com/robot", "只能用 https 的网址"],
    ["http://127.0.0.1:1/robot", "只能用 https 的网址"],
    ["https://user:word@oapi.dingtalk.com/robot", "网址里不能带用户名或 #"],
    ["robot", "不是网址，请从机器人的设置里整个复制"],
  ])("%s is refused: %s", async (url, message) => {
    const response = await admin("POST", path, robot({ url }));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ path: "url", message }] });
  });

  it("of the robots' own hosts is taken", async () => {
    const url = `https://oapi.dingtalk.com/robot/send?access_token=${token}`;
    expect((await admin("POST", path, robot({ url }))).status).toBe(201);
  });

  it("and the secret are stored encrypted, and shown to nobody again", async () => {
    const { id } = await created({ secret });
    await admin("PATCH", `${path}/${id}`, { secret: "SECother" }, { "if-match": '"1"' });
    await tryOut(id);
    const shown = await (await admin("GET", path)).text();
    const sent = await (await admin("GET", `${path}/${id}/deliveries`)).text();
    const stored = JSON.stringify(await at.database.db.select().from(webhooks));
    const trail = JSON.stringify(await at.database.db.select().from(events));
    for (const text of [shown, sent, stored, trail]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(secret);
      expect(text).not.toContain("SECother");
    }
    expect(shown).toContain('"hint":"cdef"');
  });
});

describe("signing", () => {
  it("gives the value that DingTalk's own formula gives", async () => {
    expect(await signature(1448841600000, secret)).toBe("QNnXMxxmpdX+VM46dcUmeIg/gt+lBolAXVU46xsyL50=");
  });
});
