import { describe, expect, it } from "vitest";
import { tenant } from "../support/tenant.ts";

const at = await tenant();
const admin = await at.as("admin");
const units = `/api/tenants/${at.code}/units`;

interface Refused {
  readonly code: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}
const refused = async (response: Response): Promise<Refused> => (await response.json()) as Refused;

describe("a refusal", () => {
  it("is problem+json with a stable code, and names the occurrence", async () => {
    const response = await admin("GET", `${units}/nothing`);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const id = response.headers.get("x-request-id");
    expect(await response.json()).toEqual({
      type: "urn:hongdai:problem:not-found",
      title: "没有找到，请核对地址",
      status: 404,
      instance: `urn:uuid:${id}`,
      code: "not-found",
    });
  });

  it("of another method names those that there are", async () => {
    const response = await admin("PUT", units, {});
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, POST");
  });

  it("names every fault of a body and every unknown key", async () => {
    const body = { code: "  ", name: 7, kind: "castle", demonstration: "yes", extra: 1, more: 2 };
    const { errors } = await refused(await admin("POST", units, body));
    expect(errors?.map(({ path }) => path).toSorted()).toEqual([
      "code",
      "demonstration",
      "extra",
      "kind",
      "more",
      "name",
    ]);
    expect(errors?.filter(({ message }) => !/\p{Script=Han}/u.test(message))).toEqual([]);
  });

  it("names every fault of a query", async () => {
    const response = await admin("GET", `${units}?limit=201&kind=castle&demonstration=1&cursr=x`);
    expect(response.status).toBe(400);
    expect((await refused(response)).errors?.map(({ path }) => path).toSorted()).toEqual([
      "cursr",
      "demonstration",
      "kind",
      "limit",
    ]);
  });

  it.each(["limit=0", "limit=-1", "limit=1e2", "limit=", "limit=5&limit=6", "cursor=zzz", "cursor=W10"])(
    "is 400 for ?%s",
    async (query) => {
      expect((await admin("GET", `${units}?${query}`)).status).toBe(400);
    },
  );
});

describe("a body", () => {
  it("that isn't JSON is refused by its type", async () => {
    const response = await admin("POST", units, "code=1", { "content-type": "application/x-www-form-urlencoded" });
    expect(response.status).toBe(415);
  });

  it.each(["{", "", "{} {}", "undefined"])("that doesn't parse is 400: %j", async (text) => {
    const response = await admin("POST", units, text, { "content-type": "application/json" });
    expect([response.status, (await refused(response)).code]).toEqual([400, "malformed-json"]);
  });

  it("that isn't UTF-8 is 400", async () => {
    const response = await at.app.request(units, {
      method: "POST",
      headers: { authorization: `Bearer ${admin.token}`, "content-type": "application/json" },
      body: new Uint8Array([0x22, 0xff, 0x22]),
    });
    expect((await refused(response)).code).toBe("malformed-json");
  });

  it("past its size is 413", async () => {
    const response = await admin("POST", units, `"${"x".repeat(1_048_576)}"`);
    expect(response.status).toBe(413);
  });

  it("past its depth is refused with the limit", async () => {
    const response = await admin("POST", units, `${"[".repeat(100_000)}${"]".repeat(100_000)}`);
    expect((await refused(response)).errors).toEqual([{ path: "", message: "嵌套太深，最多 64 层" }]);
  });

  it.each(["__proto__", "constructor", "toString"])("with a key %s is refused for it", async (key) => {
    const response = await admin("POST", units, `{"code":"x","name":"x","kind":"branch","${key}":{}}`);
    expect((await refused(response)).errors).toEqual([{ path: key, message: "没有这一项，请删去" }]);
  });

  it("that isn't an object is refused", async () => {
    expect((await refused(await admin("POST", units, "[1]"))).code).toBe("invalid");
    expect((await refused(await admin("POST", units, "null"))).code).toBe("invalid");
  });
});

describe("a change from another site", () => {
  const from = (headers: Readonly<Record<string, string>>) =>
    at.anyone("DELETE", "/api/session", undefined, { cookie: "hongdai=x", ...headers });

  it.each([{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }])(
    "is refused: %j",
    async (headers) => {
      const response = await from(headers as Record<string, string>);
      expect([response.status, (await refused(response)).code]).toEqual([403, "cross-site"]);
    },
  );

  it("is no such thing from our own page or a program", async () => {
    expect((await from({ origin: "http://localhost" })).status).toBe(401);
    expect((await from({ "sec-fetch-site": "same-origin" })).status).toBe(401);
    expect((await from({})).status).toBe(401);
  });
});

describe("every answer", () => {
  it("keeps browsers strict and is never stored", async () => {
    const { headers } = await at.anyone("GET", "/api/health");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  it("of the docs loads from ourselves alone", async () => {
    const page = await (await at.anyone("GET", "/api/docs")).text();
    expect([...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, to]) => to)).toEqual([
      "/swagger-ui/swagger-ui.css",
      "/swagger-ui/swagger-ui-bundle.js",
      "/swagger-ui/start.js",
    ]);
  });
});
