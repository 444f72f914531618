import { asciiAt } from "./joined.ts";
import { damagedFile, unfit } from "./unfit.ts";

/**
 * A PDF begins with its version and ends with its end: what stands before or behind is another file in the same bytes.
 * It is kept as it is; it is only ever downloaded, and nothing of it runs here.
 */
export function refuseUnsoundPdf(bytes: Uint8Array): void {
  if (!/^%PDF-[12]\.\d/.test(asciiAt(bytes, 0, 8))) throw unfit(damagedFile);
  const tail = asciiAt(bytes, Math.max(0, bytes.length - 1024), 1024);
  const end = tail.lastIndexOf("%%EOF");
  if (end === -1 || !tail.includes("startxref")) throw unfit(damagedFile);
  if (!/^[\s\0]*$/.test(tail.slice(end + 5))) throw unfit("PDF 的末尾之后还有别的内容，请用阅读软件另存一份再添。");
}
