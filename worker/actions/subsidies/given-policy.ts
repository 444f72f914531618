import { type Policy, readPolicy } from "../../domain/policy/index.ts";
import { refuseAny } from "../refuse.ts";

/** A policy that may be a draft: its faults are refused by their paths, as its publication would. Refusals: invalid. */
export function givenPolicy(document: unknown): Policy {
  const read = readPolicy(document);
  if ("policy" in read) return read.policy;
  refuseAny(read.faults.map(({ path, message }) => ({ path: `document.${path}`, message })));
  throw new Error("a policy without faults that can't be read");
}
