import { etagOf } from "./etag.ts";
import type { EarlierAnswer } from "./repeat.ts";

/** The whole answer to a POST that created `body`, so that a repetition gets the very same bytes. */
export function created(path: string, body: { readonly revision: number }): EarlierAnswer {
  return {
    status: 201,
    headers: { "content-type": "application/json", location: path, etag: etagOf(body.revision) },
    body: JSON.stringify(body),
  };
}

/** The same of a POST that changed what was there. */
export function changed<Body extends { readonly revision: number }>(body: Body): EarlierAnswer {
  return {
    status: 200,
    headers: { "content-type": "application/json", etag: etagOf(body.revision) },
    body: JSON.stringify(body),
  };
}
