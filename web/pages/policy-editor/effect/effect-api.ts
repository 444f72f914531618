import { body, here, own } from "../../../api.ts";

export type PolicyEffect = Awaited<ReturnType<typeof effectOf>>;

/** What a stored version would pay for a cycle's results, beside the latest other published one. */
export function effectOf(
  { code, version }: { readonly code: string; readonly version: number },
  { cycle, standard }: { readonly cycle: string; readonly standard: string },
) {
  return body(
    own.policies[":code"].versions[":version"].effect.$get({
      param: { tenant: here(), code, version: `${version}` },
      query: { cycle, standard },
    }),
  );
}
