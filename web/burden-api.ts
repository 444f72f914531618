import { body, here, own } from "./api.ts";

// What the product asks of secretaries, and the tenant's ceiling of it.

export type MonthBurden = Awaited<ReturnType<typeof burdenApi.month>>;

/** The most that a secretary may be asked in a month; null sets no ceiling. */
export interface Ceiling {
  readonly fields: number | null;
  readonly uploads: number | null;
  readonly minutes: number | null;
}

export const burdenApi = {
  month: (month: string | null, isAboveOnly: boolean, cursor: string | null) =>
    body(
      own.burden.$get({
        param: { tenant: here() },
        query: {
          ...(month === null ? {} : { month }),
          ...(isAboveOnly ? { above: "true" as const } : {}),
          ...(cursor === null ? {} : { cursor }),
        },
      }),
    ),
  setCeiling: (revision: number, burden: Ceiling) =>
    body(
      own.$patch(
        { param: { tenant: here() }, json: { settings: { burden: { ...burden } } } },
        { headers: { "if-match": `"${revision}"` } },
      ),
    ),
};
