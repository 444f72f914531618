import type { FoundWrong } from "../../inspection-api.ts";

/** A finding as its form begins. */
export function newFinding(): FoundWrong {
  return { text: "", responsible: "", dueOn: "", holdsMoney: false };
}

/** What is missing, by field. */
export function faultsOf({ text, responsible, dueOn }: FoundWrong): Record<string, string> {
  return {
    ...(text.trim() === "" ? { text: "写哪里不对，一个问题一条。" } : {}),
    ...(responsible.trim() === "" ? { responsible: "写职务或代称，例如 支部书记。" } : {}),
    ...(dueOn === "" ? { dueOn: "选一个整改期限。" } : {}),
  };
}
