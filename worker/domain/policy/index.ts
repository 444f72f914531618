export { answerOf, type CalculationAnswer, type LineAnswer } from "./answer.ts";
export { type Calculation, calculate } from "./calculate.ts";
export { readPolicy } from "./compile.ts";
export { calculationDigest } from "./digest.ts";
export { type PolicyDocument, policySchema } from "./document.ts";
export { policyExpressions } from "./faults.ts";
export type { Policy } from "./policy.ts";
export { checkRecipients, type Recipient } from "./recipient.ts";
export type { ThreadStep } from "./thread.ts";
