import { sql } from "drizzle-orm";
import { calculations } from "../../../../db/tenant/schema/index.ts";
import { compareCodePoints } from "../../../domain/code-points.ts";
import {
  answerOf,
  type Calculation,
  calculate,
  calculationDigest,
  checkRecipients,
  type KeptLine,
  keptLines,
  type Recipient,
} from "../../../domain/policy/index.ts";
import { Problem } from "../../../domain/problem.ts";
import { created } from "../../answer.ts";
import { commit, type Statement } from "../../commit.ts";
import { knownVersion, selectVersion } from "../../documents.ts";
import { arrangingUnit } from "../../money-within.ts";
import { rawStatement } from "../../raw-statement.ts";
import { refuse, refuseAny } from "../../refuse.ts";
import type { EarlierAnswer } from "../../repeat.ts";
import { chunksOf } from "../../row-chunks.ts";
import type { Scope } from "../../scope.ts";
import { selectStanding, standingBy } from "../batches/standing.ts";
import { type CycleChoice, chooseCycle, selectCycles } from "../cycle.ts";
import { type OwnUnit, readOwnUnits } from "../own-units.ts";
import { soundPolicy } from "./calculation.ts";

export interface AskedCalculation extends CycleChoice {
  readonly policy: { readonly code: string; readonly version: number };
}

/**
 * Calculates the units within reach by a published version and keeps it for good: its inputs, its digest, every line and
 * its steps. Four round trips. Refusals: invalid, version-not-published, version-retired.
 */
export async function keepCalculation(scope: Scope, asked: AskedCalculation): Promise<EarlierAnswer> {
  const { code, version } = asked.policy;
  const [versions, cycles] = await scope.read([selectVersion(scope, "policies", code, version), selectCycles(scope)]);
  const { document, state } = knownVersion(versions, "policy");
  if (state === "draft") throw new Problem("version-not-published");
  if (state === "retired") throw new Problem("version-retired");
  const policy = soundPolicy(document);
  const chosen = chooseCycle(cycles, asked);
  const own = await readOwnUnits(scope, chosen, code);
  const recipients = own.map(({ recipient }) => recipient);
  refuseAny(checkRecipients(recipients, "recipients"));
  const calculation = calculate(policy, recipients);
  const { totalFen, ceilings, errors } = answerOf(calculation);
  if (calculation.lines.length === 0) {
    refuse([{ path: "policy", message: "按这个办法没有一个党组织有补助，没有可保存的" }]);
  }
  const lines = [...keptLines(calculation), ...withdrawn(await standingOf(scope, chosen.year, code), calculation, own)];
  const id = scope.newId();
  const row = {
    ...{ id, unitId: arrangingUnit(scope), policyCode: code, policyVersion: version, cycleId: chosen.cycle },
    ...{ standardCode: chosen.standard, year: chosen.year, digest: await calculationDigest(document, recipients) },
    ...{ recipients: recipients.length, lines: lines.length, errors: errors.length, totalFen, ceilings },
    ...{ createdBy: scope.actor.id, createdAt: scope.now },
  };
  const { ceilings: _, unitId, createdBy, ...told } = row;
  const answer = created(`/api/tenants/${scope.actor.tenant}/calculations/${id}`, {
    ...told,
    ...{ title: policy.document.title, cycleTitle: chosen.title, createdBy: scope.actor.name, revision: 1 },
  } as never);
  const { digest } = row;
  const subject = { kind: "calculation", id, revision: 1 };
  const change = {
    subject,
    action: "keep",
    body: { policy: asked.policy, cycle: chosen.cycle, digest, lines: lines.length, totalFen },
  };
  await commit(scope, { ...change, answer }, [
    scope.db.insert(calculations).values(row),
    ...inputsOf(id, recipients),
    ...linesOf(id, lines, own),
  ]);
  return answer;
}

async function standingOf(scope: Scope, year: number, policy: string): Promise<ReadonlySet<string>> {
  const [rows] = await scope.read([selectStanding(scope, { policy, year })]);
  return new Set([...standingBy(rows)].flatMap(([key, { fen }]) => (fen === 0 ? [] : [key])));
}

/**
 * What was paid this year under a grant that now makes no line: a line of 0 without a step, after the others, so that
 * a batch of differences can claim it back.
 */
function withdrawn(
  standing: ReadonlySet<string>,
  { policy, lines, recipients }: Calculation,
  own: readonly OwnUnit[],
): readonly KeptLine[] {
  const has = new Set(
    lines.map((line) => `${recipients.ids[line.recipient]}/${policy.grants[line.grant]?.document.code}`),
  );
  const empty = { fen: 0, beforeCeilingsFen: 0, steps: [], failure: null, payers: [], instalments: [] };
  return own.flatMap(({ unitId, recipient }) =>
    policy.grants.flatMap(({ document: { code: grant } }) =>
      standing.has(`${unitId}/${grant}`) && !has.has(`${recipient.id}/${grant}`)
        ? [{ ...empty, recipient: recipient.id, grant }]
        : [],
    ),
  );
}

function inputsOf(id: string, recipients: readonly Recipient[]): readonly Statement[] {
  const ordered = recipients.toSorted((a, b) => compareCodePoints(a.id, b.id));
  return chunksOf(ordered).map((chunk, part) =>
    rawStatement(
      sql`INSERT INTO "calculation_inputs" ("calculation_id", "part", "recipients") VALUES (${id}, ${part}, ${JSON.stringify(chunk)})`,
    ),
  );
}

function linesOf(id: string, lines: readonly KeptLine[], own: readonly OwnUnit[]): readonly Statement[] {
  const units = new Map(own.map((each) => [each.recipient.id, each]));
  const rows = lines.map((line, position) => {
    const unit = units.get(line.recipient);
    return {
      ...line,
      ...{ position, unit: unit?.unitId, result: unit?.result?.id, resultRevision: unit?.result?.revision },
      paidFen: unit?.recipient.paidFen?.[line.grant] ?? 0,
    };
  });
  return chunksOf(rows).map((chunk) =>
    rawStatement(sql`INSERT INTO "calculation_lines" ("calculation_id", "position", "unit_id", "recipient", "grant", "fen", "before_ceilings_fen", "paid_fen", "is_failed", "steps", "failure", "payers", "instalments", "result_id", "result_revision")
      SELECT ${id}, "value" ->> 'position', "value" ->> 'unit', "value" ->> 'recipient', "value" ->> 'grant', "value" ->> 'fen', "value" ->> 'beforeCeilingsFen', "value" ->> 'paidFen',
        ("value" ->> 'failure') IS NOT NULL, "value" -> 'steps', "value" ->> 'failure', "value" -> 'payers', "value" -> 'instalments', "value" ->> 'result', "value" ->> 'resultRevision'
      FROM json_each(${JSON.stringify(chunk)})`),
  );
}
