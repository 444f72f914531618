import { body, here, own } from "./api.ts";

// The tenant's settings, as the admin changes them.

export type Settings = Readonly<Record<string, unknown>>;

export const settingsApi = {
  read: () => body(own.$get({ param: { tenant: here() } })),
  change: (revision: number, settings: Settings) =>
    body(
      own.$patch(
        { param: { tenant: here() }, json: { settings: settings as never } },
        { headers: { "if-match": `"${revision}"` } },
      ),
    ),
};
