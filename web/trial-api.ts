import { body, here, own } from "./api.ts";

// What is asked about a policy that is only tried.

export type Trial = Awaited<ReturnType<typeof trialApi.try>>;
export type Solution = Awaited<ReturnType<typeof trialApi.solve>>;
type Document = Readonly<Record<string, unknown>>;

const of = (code: string) => ({ param: { tenant: here(), code } });

export const trialApi = {
  try: (code: string, json: { document: Document; cycle: string; standard: string }) =>
    body(own.policies[":code"].trial.$post({ ...of(code), json })),
  solve: (code: string, json: { document: Document; cycle: string; standard: string; path: string; poolFen: number }) =>
    body(own.policies[":code"].solution.$post({ ...of(code), json })),
};
