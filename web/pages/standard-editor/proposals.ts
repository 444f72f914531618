import { withProposal } from "../../../worker/domain/warning.ts";
import type { Warning } from "../../standard-api.ts";
import { formsOf, jsonOf } from "./draft-document.ts";
import type { Editor } from "./editor.ts";
import { placeFor } from "./places.ts";

/** Writes what a warning proposes. Where the draft has moved on and the path leads nowhere, nothing happens. */
export function takeProposal(editor: Editor, warning: Warning): void {
  const { proposal, path } = warning;
  if (proposal === null) return;
  const changed = formsOf(proposed(editor, proposal.path, proposal.value));
  if (changed !== null) editor.act({ document: changed, path: placeFor(path), said: `照提醒改：${proposal.text}` });
}

function proposed(editor: Editor, path: string, value: unknown): unknown {
  try {
    return withProposal(jsonOf(editor.document.value), { path, value: value as never });
  } catch (reason) {
    if (reason instanceof RangeError) return null;
    throw reason;
  }
}
