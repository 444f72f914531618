import { readFileSync } from "node:fs";
import { type Archive, checkArchive } from "../domain/archive.ts";

// `npm run verify -- FILE`: recomputes a batch's archive without the server and says what differs.

const [, , path] = process.argv;
if (path === undefined) {
  console.error("用法：npm run verify -- 批次文件.json");
  process.exit(2);
}
const archive = JSON.parse(readFileSync(path, "utf8")) as Archive;
if (archive.format !== "hongdai/batch@1") {
  console.error("这不是批次的归档文件（hongdai/batch@1）。");
  process.exit(2);
}
const checked = await checkArchive(archive);
for (const { title, differs } of checked) {
  console.log(`${differs.length === 0 ? "✓" : "✗"} ${title}`);
  for (const each of differs) console.log(`    ${each}`);
}
const isSound = checked.every(({ differs }) => differs.length === 0);
console.log(isSound ? "全部相符。" : "有不相符的地方。");
process.exit(isSound ? 0 : 1);
