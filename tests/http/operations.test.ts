import { describe, expect, it } from "vitest";
import { type Role, roles as roleNames } from "../../worker/domain/vocabulary.ts";
import { operationsOf } from "../../worker/http/openapi.ts";
import { operationOf } from "../../worker/http/operation.ts";
import { type Send, tenant } from "../support/tenant.ts";

// Made from the route table: an operation can't be added without these checks.

const here = await tenant();
const there = await tenant();
const operations = operationsOf(here.app).map((operation) => ({ ...operation, name: operation.spec.id }));
const restricted = operations.filter(({ spec }) => spec.roles !== "public");
const ofTenants = restricted.filter(({ path }) => path.includes(":tenant"));

function fill(path: string, tenantCode: string): string {
  return path
    .replace(":tenant", tenantCode)
    .replace(":id", "tangxi-1")
    .replace(":code", "nothing")
    .replace(":version", "1");
}

/** What was answered but for what names this one occurrence. */
async function bytesOf(response: Response): Promise<string> {
  return `${response.status} ${(await response.text()).replace(/urn:uuid:[0-9a-f-]+/, "urn:uuid")}`;
}

const nowhere = await (await here.as("admin"))("GET", `/api/tenants/${here.code}/no/such/path`).then(bytesOf);

describe("every route", () => {
  it("is a declared operation, openapi.json itself aside", () => {
    const bare = here.app.routes.filter(
      ({ method, path, handler }) =>
        method !== "ALL" && path !== "/api/openapi.json" && operationOf(handler) === undefined,
    );
    const declared = new Set(operations.map(({ method, path }) => `${method} ${path}`));
    expect(bare.filter(({ method, path }) => !declared.has(`${method} ${path}`))).toEqual([]);
    expect(operations.length).toBeGreaterThan(25);
  });

  it("has an id of its own and words in Chinese", () => {
    const ids = operations.map(({ name }) => name);
    expect(new Set(ids).size).toBe(ids.length);
    expect(operations.filter(({ spec }) => !/\p{Script=Han}/u.test(spec.summary))).toEqual([]);
  });
});

describe("signed out", () => {
  it.each(restricted)("$name answers 401", async ({ method, path }) => {
    const response = await here.anyone(method, fill(path, here.code));
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "not-signed-in", status: 401 });
  });

  it.each(restricted)(
    "$name answers 401 to a session that has ended, whatever is sent",
    async ({ method, path, spec }) => {
      const role = (spec.roles as readonly (Role | "operator")[])[0] ?? "admin";
      const ended = await here.as(role);
      expect((await ended("DELETE", "/api/session")).status).toBe(204);
      expect((await ended(method, fill(path, here.code), spec.body === undefined ? undefined : "{")).status).toBe(401);
    },
  );

  it.each(restricted)("$name answers 401 to a token that we didn't sign", async ({ method, path }) => {
    const { token } = await here.as("admin");
    const forged = { authorization: `Bearer ${token.slice(0, -6)}AAAAAA` };
    expect((await here.anyone(method, fill(path, here.code), undefined, forged)).status).toBe(401);
  });
});

describe("of another role", () => {
  const refused = restricted.flatMap((operation) =>
    (Object.keys(roleNames) as Role[])
      .filter((role) => !(operation.spec.roles as readonly string[]).includes(role))
      .map((role) => ({ ...operation, role })),
  );
  const senders = new Map<Role, Promise<Send>>();

  it.each(refused)("$name answers 403 to $role", async ({ method, path, role }) => {
    const send = await (senders.get(role) ?? senders.set(role, here.as(role)).get(role) ?? here.as(role));
    const response = await send(method, fill(path, here.code));
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: "forbidden" });
  });
});

describe("of another tenant", async () => {
  const admin = await here.as("admin");
  const operator = await here.as("operator");

  it.each(ofTenants)("$name is not found, in the same bytes as what doesn't exist", async ({ method, path }) => {
    expect(await bytesOf(await admin(method, fill(path, there.code)))).toBe(nowhere);
    expect(await bytesOf(await admin(method, fill(path, "no-such-tenant")))).toBe(nowhere);
    expect(await bytesOf(await admin(method, fill(path, "Not%20A%20Code")))).toBe(nowhere);
  });

  it.each(ofTenants.filter(({ spec }) => !spec.roles.includes("operator")))(
    "$name is not found for the platform's operator",
    async ({ method, path }) => {
      expect(await bytesOf(await operator(method, fill(path, here.code)))).toBe(nowhere);
    },
  );
});
