import * as v from "valibot";
import * as f from "./fields.ts";

/** The belt that was assessed, null where it was a unit; the unit beside it then answers for the belt. */
export const assessedBelt = v.nullable(v.strictObject({ id: f.id, code: f.said(64), name: f.said(100) }));
