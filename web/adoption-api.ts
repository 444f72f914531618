import { body, here, own } from "./api.ts";

// A parent's standards: adopting one, what is laid over it, and the parent's next version under that.

export type ParentStandard = Awaited<ReturnType<typeof adoptionApi.parents>>["items"][number];
export type AdoptionHead = Awaited<ReturnType<typeof adoptionApi.list>>["items"][number];
export type Adoption = Awaited<ReturnType<typeof adoptionApi.read>>;
export type Merge = Awaited<ReturnType<typeof adoptionApi.preview>>;
export type Choice = "theirs" | "ours";

const ofVersion = (code: string, version: number) => ({ tenant: here(), code, version: `${version}` });
const adoption = own.standards[":code"].versions[":version"].adoption;

export const adoptionApi = {
  parents: () => body(own.parent.standards.$get({ param: { tenant: here() } })),
  list: () => body(own.adoptions.$get({ param: { tenant: here() }, query: { limit: "200" } })),
  /** `key`: the same for the same press, so that a second try after a lost answer is no second standard. */
  adopt: async (code: string, standard: string, key: string) => {
    const headers = { "idempotency-key": key };
    await own.standards[":code"].adoption.$post({ param: { tenant: here(), code }, json: { standard } }, { headers });
  },
  read: (code: string, version: number) => body(adoption.$get({ param: ofVersion(code, version) })),
  preview: (code: string, version: number) => body(adoption.merge.$get({ param: ofVersion(code, version) })),
  merge: async (
    read: { readonly code: string; readonly version: number; readonly revision: number },
    of: number,
    choices: { path: string; choice: Choice }[],
  ) => {
    const headers = { "if-match": `"${read.revision}"` };
    await adoption.merge.$post(
      { param: ofVersion(read.code, read.version), json: { version: of, choices } },
      { headers },
    );
  },
};
