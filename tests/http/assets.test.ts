import { describe, expect, it } from "vitest";
import { pagesOf } from "../../worker/http/assets.ts";

const files: Readonly<Record<string, string>> = { "/": "the page", "/assets/app-1.js": "a script" };
const pages = pagesOf({
  fetch: async (request) => {
    const text = files[new URL(request.url).pathname];
    return text === undefined ? new Response(null, { status: 404 }) : new Response(text);
  },
});
const get = async (path: string, method = "GET"): Promise<string | undefined> =>
  await (await pages(new Request(`https://hongdai.example${path}`, { method })))?.text();

describe("what isn't of the API", () => {
  it("is a file that is there", async () => {
    expect(await get("/assets/app-1.js")).toBe("a script");
  });

  it.each(["/", "/units/0199", "/standards/point/draft?at=levels", "/v1.2/units"])("is the page: %s", async (path) => {
    expect(await get(path)).toBe("the page");
  });

  it.each(["/assets/nope.js", "/favicon.ico", "/nope.html", "/.env"])(
    "is nothing where no such file is: %s",
    async (path) => {
      expect(await get(path)).toBeUndefined();
    },
  );

  it("is read and never written", async () => {
    expect(await get("/units", "POST")).toBeUndefined();
  });
});
