import { withProposal } from "../../worker/domain/warning.ts";
import type { Warning } from "../document-api.ts";
import { jsonOf } from "./document.ts";
import type { Editor } from "./editor.ts";

/** Writes what a warning proposes. Where the draft has moved on and the path leads nowhere, nothing happens. */
export function takeProposal(editor: Editor, warning: Warning): void {
  const { proposal, path } = warning;
  if (proposal === null) return;
  const changed = proposed(editor, proposal.path, proposal.value);
  if (changed === null) return;
  editor.act({ document: changed, path: editor.kind.placeFor(path), said: `照提醒改：${proposal.text}` });
}

function proposed(editor: Editor, path: string, value: unknown): object | null {
  try {
    return withProposal(jsonOf(editor.document.value), { path, value: value as never }) as object;
  } catch (reason) {
    if (reason instanceof RangeError) return null;
    throw reason;
  }
}
