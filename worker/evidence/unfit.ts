import { Problem } from "../domain/problem.ts";

/** The refusal of a file for what it holds; `detail` says what is wrong with it and what to do. */
export function unfit(detail: string): Problem {
  return new Problem("invalid", { detail, errors: [{ path: "file", message: detail }] });
}

export const damagedPicture = "图片不完整或已损坏，请重新拍照或导出。";
export const damagedFile = "文件不完整或已损坏，请打开后另存一份再添。";
