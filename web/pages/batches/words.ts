import type { BatchState } from "../../../worker/domain/vocabulary.ts";

/** How a batch's state is tagged. */
export const batchTones: Readonly<Record<BatchState, "done" | "warn" | "stop" | undefined>> = {
  draft: undefined,
  prepared: "warn",
  approved: undefined,
  paid: "done",
  returned: "warn",
  void: undefined,
};

/** What waits for whom, in one sentence. */
export const nextStep: Readonly<Record<BatchState, string>> = {
  draft: "财务经办选好资金来源，送审批",
  prepared: "等财务审批来批",
  approved: "已批准，由出纳开付款清单",
  paid: "已全部付清",
  returned: "财务审批退回了，改好再送",
  void: "已作废，各行可以另成批次",
};
