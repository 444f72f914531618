import type { Context } from "hono";
import { etagOf } from "../actions/etag.ts";
import type { EarlierAnswer } from "../actions/repeat.ts";

/** One entity with the ETag of its revision. */
export function reply<Entity extends { readonly revision: number }>(c: Context, entity: Entity) {
  c.header("etag", etagOf(entity.revision));
  return c.json(entity);
}

/** An answer whose bytes the action made, since a repetition must get the same ones. */
export function replyWith({ status, headers, body }: EarlierAnswer): Response {
  return new Response(body, { status, headers });
}
