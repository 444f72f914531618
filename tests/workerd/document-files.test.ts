import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { xlsxType } from "../../worker/spreadsheet/workbook.ts";
import { type HttpClient, signedInAt } from "../support/http-client.ts";
import { type LocalStart, startLocal } from "../support/local.ts";
import { documentOf, item, section } from "../support/standards.ts";

// Spreadsheets through the built worker in workerd, where streams, memory and the zip's inflating are others than Node's.

let local: LocalStart;
let admin: HttpClient;

beforeAll(async () => {
  local = await startLocal();
  admin = await signedInAt(local.url, "jinhua-edz", "admin");
});
afterAll(() => local?.stop());

const criterion = "按时召开会议，记录完整，签到齐全；缺一次扣一分，扣完为止。".repeat(3);
const options = [5, 3, 1].map((points) => ({ code: `o${points}`, title: `第 ${points} 档`, points }));
const kinds = [
  { kind: "yes-no", points: 5 },
  { kind: "choice", options },
  { kind: "bands", bands: [90, 80, 70].map((atLeast, place) => ({ atLeast, points: 5 - place })) },
  { kind: "count", each: 0.5, atMost: 5 },
  { kind: "deduct", points: 5, each: 1 },
  { kind: "rating", points: 5, step: 0.5 },
];
/** As many items as a standard may have. */
const largest = documentOf(
  Array.from({ length: 10 }, (_, s) =>
    section(
      `s${s}`,
      Array.from({ length: 30 }, (_, i) => item(`i${s}_${i}`, kinds[i % kinds.length] ?? {}, { criterion })),
    ),
  ),
  { levels: [{ code: "5", title: "五星级", atLeast: 1200 }] },
);

describe("a standard of 300 items", () => {
  it("goes out of workerd as .xlsx and comes in the same", async () => {
    const created = await admin.send("POST", "/standards", { code: "largest", document: largest });
    expect(created.status).toBe(201);
    const file = await admin.send("GET", "/standards/largest/versions/1/document?as=xlsx");
    expect([file.status, file.headers.get("content-type")]).toEqual([200, xlsxType]);
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect(bytes.length).toBeLessThan(200_000);
    const read = await admin.send("POST", "/standards/imports", bytes, { "content-type": xlsxType });
    const imported = (await read.json()) as { document: unknown; faults: readonly unknown[] };
    expect([read.status, imported.faults]).toEqual([200, []]);
    expect(imported.document).toEqual(largest);
  });

  it("cut in the middle is refused as 400", async () => {
    const file = await admin.send("GET", "/standards/largest/versions/1/document?as=xlsx");
    const bytes = new Uint8Array(await file.arrayBuffer()).slice(0, 20_000);
    const read = await admin.send("POST", "/standards/imports", bytes, { "content-type": xlsxType });
    expect([read.status, ((await read.json()) as { code: string }).code]).toEqual([400, "invalid"]);
  });
});
