import type { Fault } from "./fault.ts";
import type { WebhookKind } from "./vocabulary.ts";

/** The hosts that a robot's address may name, by whose robot it is. Source: 钉钉自定义机器人、企业微信群机器人. */
export const webhookHosts: Readonly<Record<WebhookKind, string>> = {
  dingtalk: "oapi.dingtalk.com",
  wecom: "qyapi.weixin.qq.com",
};

/** How often a message is tried, and after how many minutes again. */
const pausesMinutes = [1, 5, 30, 120] as const;
export const mostTries = pausesMinutes.length + 1;

/**
 * What is wrong with a robot's address: only https, only the robot's own host; without user, port or fragment. Hosts of
 * `configured` (with port, `127.0.0.1:9000`) are taken too, over http as well.
 */
export function addressFaults(kind: WebhookKind, address: string, configured: readonly string[]): readonly Fault[] {
  const say = (message: string): readonly Fault[] => [{ path: "url", message }];
  if (!URL.canParse(address)) return say("不是网址，请从机器人的设置里整个复制");
  const url = new URL(address);
  if (url.username !== "" || url.password !== "" || url.hash !== "") return say("网址里不能带用户名或 #");
  if (configured.includes(url.host) && /^https?:$/.test(url.protocol)) return [];
  if (url.protocol !== "https:") return say("只能用 https 的网址");
  return url.host === webhookHosts[kind] ? [] : say(`只能发往 ${webhookHosts[kind]}`);
}

/** A message in the format of the robot: plain text. */
export function robotMessage(text: string): string {
  return JSON.stringify({ msgtype: "text", text: { content: text } });
}

/** What 钉钉 has signed: the milliseconds of the moment, a line break, the secret; it is the key as well. */
export function textToSign(milliseconds: number, secret: string): string {
  return `${milliseconds}\n${secret}`;
}

/** The address with the moment and its signature, which is base64 of HMAC-SHA-256. */
export function signedAddress(address: string, milliseconds: number, signature: string): string {
  const url = new URL(address);
  url.searchParams.set("timestamp", String(milliseconds));
  url.searchParams.set("sign", signature);
  return url.href;
}

/** Why an answer is no success: both robots answer 200 with `errcode` 0 where they took the message. */
export function answerFault(status: number, body: string): string | null {
  if (status >= 300 && status < 400) return "要转到别处，没有跟去";
  if (status !== 200) return `答复 ${status}`;
  const code = errorCode(body);
  if (code === 0) return null;
  return code === undefined ? "答复看不懂" : `机器人不收，错误码 ${code}`;
}

function errorCode(body: string): number | undefined {
  try {
    const code: unknown = (JSON.parse(body) as { errcode?: unknown } | null)?.errcode;
    return typeof code === "number" ? code : undefined;
  } catch {
    return undefined;
  }
}

/** When a message is tried again after so many tries; undefined once it is given up. */
export function nextTry(tries: number, now: string): string | undefined {
  const minutes = pausesMinutes[tries - 1];
  return minutes === undefined ? undefined : new Date(Date.parse(now) + minutes * 60_000).toISOString();
}
