import type { OwnSignup } from "../../api-shapes.ts";
import { dayOf } from "../../format.ts";

/** The result said first. */
export function titleOf({ state, invitation }: OwnSignup): string {
  switch (state) {
    case "submitted":
      return "申请收到了，等平台运营审核";
    case "approved":
    case "provisioning":
      return "正在开通";
    case "refused":
      return "没有同意开通";
    case "active":
      if (invitation?.state === "open") return "开通了，设首位管理员";
      return invitation?.state === "expired" ? "一次性链接过期了" : "已在使用";
    default:
      return state satisfies never;
  }
}

interface Step {
  readonly title: string;
  readonly text: string;
}

/** Its way so far and from here on, and which of the steps it stands at. */
export function stepsOf({ state, createdAt, invitation }: OwnSignup): {
  readonly steps: readonly Step[];
  readonly now: number;
} {
  const sent = { title: "申请收到", text: dayOf(createdAt) };
  const made = { title: "建数据库", text: "每个地区单独一个库，一分钟之内。" };
  const admin = { title: "设首位管理员", text: "用一次性链接设用户名和密码，7 天内有效。" };
  const decided = {
    title: "平台运营审核",
    text: state === "refused" ? "没有同意。" : "核对单位和联系人，一般一个工作日。",
  };
  if (state === "submitted" || state === "refused") return { steps: [sent, decided, made, admin], now: 1 };
  const steps = [sent, { ...made, text: state === "active" ? "建好了。" : made.text }, admin];
  if (state !== "active") return { steps, now: 1 };
  return { steps, now: invitation?.state === "used" ? 3 : 2 };
}
