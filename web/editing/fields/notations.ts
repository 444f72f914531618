import { fenIn } from "../../../worker/domain/money.ts";
import { money } from "../../money.ts";
import type { Notation } from "./figure.ts";
import { numberIn } from "./numbers.ts";

export const inNumbers: Notation = { read: numberIn, write: String, refusal: "要填数，例如 5。" };

/** Typed in yuan, stored in whole fen. */
export const inYuan: Notation = {
  read: fenIn,
  write: money,
  refusal: "要填钱数，单位元，最多两位小数，例如 50000 或 5 万。",
};
