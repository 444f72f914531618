import type { Fault } from "./fault.ts";
import type { BatchState } from "./vocabulary.ts";

/** What can be done with a batch: 送审批, 批准 (the last level), 退回, 作废, 付清. */
export type BatchStep = "prepare" | "approve" | "return" | "void" | "pay";

/** Where each step leads; what isn't here can't be done (subsidies.md "Calculations and batches"). */
const steps: Readonly<Record<BatchState, Partial<Readonly<Record<BatchStep, BatchState>>>>> = {
  draft: { prepare: "prepared", void: "void" },
  prepared: { approve: "approved", return: "returned", void: "void" },
  approved: { pay: "paid", void: "void" },
  paid: {},
  returned: { prepare: "prepared", void: "void" },
  void: {},
};

/** The state that a step leads to; undefined where it can't be done now. */
export function afterBatchStep(state: BatchState, step: BatchStep): BatchState | undefined {
  return steps[state][step];
}

/** How many different people approve a batch, by the tenant's setting. */
export interface ApprovalTerms {
  /** A batch of this sum or more needs two; null: one is enough for any. */
  readonly secondLevelFromFen: number | null;
}

/**
 * The tenant's setting `approval`; one level where none was made. Null where what stands there can't be read: then
 * nothing is approved, since a threshold that nobody can read must not let money through.
 */
export function approvalTermsOf(settings: Readonly<Record<string, unknown>>): ApprovalTerms | null {
  const setting = settings["approval"];
  if (setting === undefined || setting === null) return { secondLevelFromFen: null };
  if (typeof setting !== "object" || Array.isArray(setting)) return null;
  const { secondLevelFromFen = null } = setting as { readonly secondLevelFromFen?: unknown };
  if (secondLevelFromFen === null) return { secondLevelFromFen };
  const isFen = typeof secondLevelFromFen === "number" && Number.isSafeInteger(secondLevelFromFen);
  return isFen && secondLevelFromFen >= 0 ? { secondLevelFromFen } : null;
}

/** One or two, by the sum of a batch in fen; a clawback counts by what it takes. */
export function approvalLevels({ secondLevelFromFen }: ApprovalTerms, totalFen: number): 1 | 2 {
  return secondLevelFromFen !== null && Math.abs(totalFen) >= secondLevelFromFen ? 2 : 1;
}

/** Days, both inclusive, in China, on which no money moves. */
export interface Freeze {
  readonly from: string;
  readonly until: string;
  readonly reason: string;
}

/**
 * The freeze that a day lies in, by the tenant's setting `freezes`; undefined where none does. A setting that can't be
 * read freezes every day.
 */
export function freezeOn(settings: Readonly<Record<string, unknown>>, day: string): Freeze | undefined {
  const setting = settings["freezes"];
  if (setting === undefined || setting === null) return undefined;
  if (!Array.isArray(setting)) return { from: day, until: day, reason: "停办的设置读不出，请管理员改好" };
  for (const each of setting as readonly unknown[]) {
    const freeze = each as Partial<Freeze> | null;
    if (typeof freeze?.from !== "string" || typeof freeze.until !== "string") {
      return { from: day, until: day, reason: "停办的设置读不出，请管理员改好" };
    }
    if (freeze.from <= day && day <= freeze.until) {
      return { from: freeze.from, until: freeze.until, reason: String(freeze.reason ?? "") };
    }
  }
  return undefined;
}

/** The daily job of 账实核对: what SQL can't count. Its period is the day. */
export const reconcileJob = "reconcile";

const mostFreezes = 20;
const isDay = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** What is wrong with the settings `approval` and `freezes` as they are to be set; keys that aren't given have no fault. */
export function moneySettingFaults(set: Readonly<Record<string, unknown>>): readonly Fault[] {
  const { approval, freezes } = set;
  const faults: Fault[] = [];
  if (approval !== undefined && approvalTermsOf(set) === null) {
    faults.push({ path: "approval.secondLevelFromFen", message: "应为整数分，0 或以上；不分两级写 null" });
  }
  if (freezes === undefined || freezes === null) return faults;
  if (!Array.isArray(freezes) || freezes.length > mostFreezes) {
    return [...faults, { path: "freezes", message: `应为停办的日子，最多 ${mostFreezes} 段` }];
  }
  (freezes as readonly (Partial<Freeze> | null)[]).forEach((each, place) => {
    if (!isDay(each?.from)) faults.push({ path: `freezes[${place}].from`, message: "应写作 2015-12-25" });
    if (!isDay(each?.until)) faults.push({ path: `freezes[${place}].until`, message: "应写作 2015-12-31" });
    if (isDay(each?.from) && isDay(each.until) && each.until < each.from) {
      faults.push({ path: `freezes[${place}].until`, message: "不能早于开始的一天" });
    }
    const { reason } = each ?? {};
    if (typeof reason !== "string" || reason === "" || reason.length > 200) {
      faults.push({ path: `freezes[${place}].reason`, message: "写明理由，最多 200 字" });
    }
  });
  return faults;
}
