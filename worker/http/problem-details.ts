import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Problem, ProblemCode } from "../domain/problem.ts";

/** What each refusal is called: the status of HTTP, and a title that says what is wrong and what to do next. */
export const problems: Readonly<
  Record<ProblemCode, { readonly status: ContentfulStatusCode; readonly title: string }>
> = {
  invalid: { status: 400, title: "填写有误，请按下列各处改正" },
  "malformed-json": { status: 400, title: "内容不是完整的 JSON，请检查后重发" },
  "unsupported-media-type": { status: 415, title: "不接收这种内容，请按接口说明的类型发送" },
  "too-large": { status: 413, title: "内容太大，请分批发送" },
  "not-signed-in": { status: 401, title: "未登录或登录已失效，请重新登录" },
  "wrong-credentials": { status: 401, title: "租户、用户名或密码不对，请核对后再试" },
  forbidden: { status: 403, title: "您的岗位不能做这件事，请找有权限的同事" },
  "not-found": { status: 404, title: "没有找到，请核对地址" },
  "method-not-allowed": { status: 405, title: "此处不能这样操作，请看接口说明" },
  "cross-site": { status: 403, title: "请求来自别的网站，请从本站页面操作" },
  conflict: { status: 409, title: "与现有内容冲突，请核对后再试" },
  "code-taken": { status: 409, title: "编码已被使用，请换一个" },
  "signups-closed": { status: 403, title: "现在不接受新地区的申请，请联系平台运营" },
  "invitation-spent": { status: 409, title: "这个一次性链接已不能用" },
  "draft-exists": { status: 409, title: "已有一版草稿，请先改完发布或删去" },
  "version-published": { status: 409, title: "这一版已发布，不能再改，请另起一版草稿" },
  "version-not-published": { status: 409, title: "这一版还没有发布，请先发布" },
  "version-retired": { status: 409, title: "这一版已停用，请看现行的一版" },
  "warnings-need-reason": { status: 409, title: "还有提醒，请先改正，或写明照此发布的理由" },
  "lowers-parent": { status: 409, title: "低于上级标准的要求，请改回，或请上级在发布时允许" },
  "fact-in-use": { status: 409, title: "这一事实正在使用，请先改动用到它的地方" },
  separation: { status: 409, title: "同一件的这两步不能由一人办，请交给另一位同事" },
  "last-admin": { status: 409, title: "至少要留一位能登录的租户管理员，请先添一位再改" },
  "wrong-stage": { status: 409, title: "现在不在这一步，请看它到了哪里" },
  "too-late": { status: 409, title: "已过截止日" },
  "site-check-missing": { status: 409, title: "还没有核验完，请先核验" },
  "gates-unmet": { status: 409, title: "没有达到验收门槛，不能认定" },
  "quota-reached": { status: 409, title: "佐证材料存满了，请移去不用的，或请管理员调高限额" },
  "pool-short": { status: 409, title: "资金池的余额不够，请先拨入，或换一个资金池" },
  "pool-closed": { status: 409, title: "资金池已经关账，请换一个" },
  "paid-already": { status: 409, title: "其中有的已在别的批次里，不能重复发放" },
  "lines-held": { status: 409, title: "其中有暂不能发的行，请拆出去，或等办完再批" },
  frozen: { status: 409, title: "这几天停办资金，请过后再办" },
  "link-spent": { status: 403, title: "这个链接不能用了，请从页面上重新打开" },
  stale: { status: 412, title: "内容已被他人改过，请重新打开再改" },
  "if-match-required": { status: 428, title: "缺少 If-Match，请带上读到的 ETag 再改" },
  "idempotency-mismatch": { status: 422, title: "同一 Idempotency-Key 用于不同内容，请换一个键" },
  "too-many-requests": { status: 429, title: "操作太频繁，请稍后再试" },
  busy: { status: 503, title: "此刻太忙，请稍后再试" },
  "database-unavailable": { status: 503, title: "数据库暂时连不上，请稍后再试" },
  "storage-unavailable": { status: 503, title: "文件暂时存取不了，请稍后再试" },
  internal: { status: 500, title: "系统出错，请把编号告诉管理员" },
};

/** The answer to a refusal, by RFC 9457. `instance` names this one occurrence by the request's id, nothing of ours. */
export function problemResponse(problem: Problem, requestId: string): Response {
  const { status, title } = problems[problem.code];
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (problem.retryAfterSeconds !== undefined) headers["retry-after"] = String(problem.retryAfterSeconds);
  else if (status === 503 || status === 429) headers["retry-after"] = "2";
  if (status === 401) headers["www-authenticate"] = "Bearer";
  const body = {
    type: `urn:hongdai:problem:${problem.code}`,
    title,
    status,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    instance: `urn:uuid:${requestId}`,
    code: problem.code,
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  };
  return new Response(JSON.stringify(body), { status, headers });
}
