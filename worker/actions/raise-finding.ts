import { findings } from "../../db/tenant/schema/index.ts";
import { at, type Fault } from "../domain/fault.ts";
import { tellInbox } from "./inbox.ts";
import type { Scope } from "./scope.ts";

/** What is wrong, which office puts it right, by which day, and whether it holds the unit's money until then. */
export interface FoundWrong {
  readonly text: string;
  readonly responsible: string;
  readonly dueOn: string;
  readonly holdsMoney: boolean;
}

export interface NewFinding extends FoundWrong {
  readonly unitId: string;
  readonly cycleId: string | null;
  readonly visitId: string | null;
}

/** What is wrong with a finding itself, `path` being where it stands. */
export function findingFaults({ dueOn }: Pick<FoundWrong, "dueOn">, today: string, path: string): readonly Fault[] {
  return dueOn < today ? [{ path: at(path, "dueOn"), message: `期限已经过去，最早写今天 ${today}` }] : [];
}

/** The beginning of what a person wrote, for a line that another one is told. */
export function beginningOf(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}

/** The row of a new finding, what its secretary is told, and its event, for the batch of whoever raises it. */
export function raiseFinding(scope: Scope, finding: NewFinding) {
  const row = { id: scope.newId(), ...finding, raisedBy: scope.actor.id, raisedAt: scope.now };
  const { id, unitId: unit, visitId: visit, text, responsible, dueOn, holdsMoney } = row;
  return {
    row,
    statements: [
      scope.db.insert(findings).values(row),
      ...tellInbox(
        scope,
        { role: "secretary", unit },
        { kind: "finding", title: `有问题要整改，${dueOn} 前：${beginningOf(text)}`, link: `/findings/${id}` },
      ),
    ],
    change: {
      subject: { kind: "finding", id, revision: 1 },
      action: "raise",
      body: { unit, visit, text, responsible, dueOn, holdsMoney },
    },
  };
}
