import type { Context } from "hono";
import { Problem } from "../domain/problem.ts";

const deepest = 64;

/** The JSON that was sent, read with a limit on its size and depth before it is parsed. */
export async function readJson(
  c: Context,
  mostBytes: number,
  otherType?: string,
): Promise<{ readonly text: string; readonly json: unknown }> {
  if (!isOfType(c, "application/json")) {
    const types = ["application/json", ...(otherType === undefined ? [] : [otherType])];
    throw new Problem("unsupported-media-type", { detail: `请把 Content-Type 写成 ${types.join(" 或 ")}。` });
  }
  const text = decode(await readBytes(c.req.raw, mostBytes));
  if (isTooDeep(text)) {
    throw new Problem("invalid", { errors: [{ path: "", message: `嵌套太深，最多 ${deepest} 层` }] });
  }
  try {
    return { text, json: JSON.parse(text) };
  } catch {
    throw new Problem("malformed-json");
  }
}

/** Whether what was sent says that it is of a media type; parameters such as the charset don't matter. */
export function isOfType(c: Context, type: string): boolean {
  const [sent = ""] = (c.req.header("content-type") ?? "").split(";");
  return sent.trim().toLowerCase() === type;
}

/** What was sent, as bytes, no more of them than the limit. Refusals: too-large. */
export async function readBytes(request: Request, most: number, detail?: string): Promise<Uint8Array> {
  const tooLarge = new Problem("too-large", {
    detail: detail ?? `最多 ${(most / 1_048_576).toFixed(0)} MB，请分批发送。`,
  });
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLarge;
  const parts: Uint8Array[] = [];
  let length = 0;
  if (request.body !== null) {
    const reader = request.body.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > most) {
        await reader.cancel();
        throw tooLarge;
      }
      parts.push(next.value);
    }
  }
  const bytes = new Uint8Array(length);
  let from = 0;
  for (const part of parts) {
    bytes.set(part, from);
    from += part.length;
  }
  return bytes;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("malformed-json", { detail: "内容不是 UTF-8。" });
  }
}

/** Whether brackets outside of texts nest deeper than the limit: what walks the JSON later may then recurse. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charCodeAt(index);
    if (isInText) {
      if (char === 92) index += 1;
      else if (char === 34) isInText = false;
    } else if (char === 34) isInText = true;
    else if (char === 91 || char === 123) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (char === 93 || char === 125) depth -= 1;
  }
  return false;
}
