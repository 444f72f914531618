import { canonicalJson, digestOf } from "./canonical.ts";
import {
  calculate,
  calculationDigest,
  type KeptLine,
  keptLines,
  type Policy,
  portionsOfLine,
  type Recipient,
  readPolicy,
} from "./policy/index.ts";

/** One thing that is checked of an archive: what it says and what differs, in Chinese; nothing where all is well. */
export interface Checked {
  readonly title: string;
  readonly differs: readonly string[];
}

interface Line {
  readonly position: number;
  readonly unit: string;
  readonly grant: string;
  readonly fen: number;
}

interface Payment extends Line {
  readonly id: string;
  readonly instalment: string;
  readonly correction: number;
}

/** A batch's archive as far as it is recomputed (`hongdai/batch@1`). */
export interface Archive {
  readonly format: string;
  readonly sha256: string;
  readonly batch: {
    readonly kind: string;
    readonly state: string;
    readonly totalFen: number;
    readonly round: number;
    readonly levels: number | null;
  };
  readonly calculation: { readonly digest: string; readonly totalFen: number };
  readonly policy: { readonly sha256: string; readonly document: unknown };
  readonly standards: readonly { readonly code: string; readonly sha256: string; readonly document: unknown }[];
  readonly recipients: readonly Recipient[];
  readonly calculationLines: readonly (KeptLine & { readonly position: number })[];
  readonly lines: readonly (Line & { readonly code: string })[];
  readonly results: readonly Result[];
  readonly approvals: readonly { readonly round: number; readonly decision: string; readonly by: string }[];
  readonly payments: readonly Payment[];
  readonly parts: readonly { readonly payment: string; readonly payer: string; readonly fen: number }[];
}

interface Result {
  readonly code: string;
  readonly isAccepted: boolean;
  readonly scoreHundredths: number | null;
  readonly level: string | null;
}

/** Recomputes all that an archive says, from its own documents and inputs, and says what differs. */
export async function checkArchive(archive: Archive): Promise<readonly Checked[]> {
  const { sha256, ...rest } = archive;
  const outcome = readPolicy(archive.policy.document);
  if (!("policy" in outcome)) return [{ title: "办法读得出", differs: ["办法有错，读不出"] }];
  const lines = keptLines(calculate(outcome.policy, archive.recipients));
  return [
    { title: "文件没有改动", differs: same("文件的摘要", await digestOf(rest), sha256) },
    { title: "办法的摘要", differs: same("办法", await digestOf(archive.policy.document), archive.policy.sha256) },
    { title: "标准的摘要", differs: await changedStandards(archive) },
    {
      title: "输入的摘要",
      differs: same(
        "输入",
        await calculationDigest(archive.policy.document, archive.recipients),
        archive.calculation.digest,
      ),
    },
    { title: "输入与结果一致", differs: changedResults(archive) },
    { title: "每一行重算", differs: changedLines(archive, lines) },
    { title: "批次等于各行之和", differs: sumOfLines(archive) },
    { title: "每笔和各分担方", differs: changedPayments(archive, outcome.policy) },
    { title: "审批够级数，由不同的人批", differs: missingApprovals(archive) },
  ];
}

function same(what: string, found: unknown, said: unknown): readonly string[] {
  return found === said ? [] : [`${what}：算出 ${String(found)}，文件里是 ${String(said)}`];
}

async function changedStandards({ standards }: Archive): Promise<readonly string[]> {
  const found = await Promise.all(
    standards.map(async ({ code, document, sha256 }) => same(`标准 ${code}`, await digestOf(document), sha256)),
  );
  return found.flat();
}

function changedResults({ results, recipients }: Archive): readonly string[] {
  const byId = new Map(recipients.map((each) => [each.id, each.result]));
  return results.flatMap(({ code, isAccepted, scoreHundredths, level }) => {
    const read = byId.get(code);
    const score = read?.["score"];
    const isSame =
      read?.["accepted"] === isAccepted &&
      (read["level"] ?? null) === level &&
      (scoreHundredths === null ? score === undefined : score === scoreHundredths / 100);
    return isSame ? [] : [`${code} 的结果在测算以后更正过，或输入有改动`];
  });
}

function changedLines({ calculationLines, calculation }: Archive, lines: readonly KeptLine[]): readonly string[] {
  const stored = calculationLines.filter(({ steps, failure }) => steps.length > 0 || failure !== null);
  const total = lines.reduce((sum, { fen }) => sum + fen, 0);
  const differs = lines.flatMap((line, place) => {
    const was = stored[place];
    const isSame = was !== undefined && textOf(was) === textOf(line);
    return isSame
      ? []
      : [`第 ${place + 1} 行 ${line.recipient} ${line.grant}：算出 ${line.fen} 分，文件里是 ${was?.fen ?? "没有"}`];
  });
  const count = stored.length === lines.length ? [] : [`算出 ${lines.length} 行，文件里是 ${stored.length} 行`];
  return [...count, ...differs, ...same("合计", total, calculation.totalFen)];
}

function textOf({ recipient, grant, fen, beforeCeilingsFen, steps, payers, instalments }: KeptLine): string {
  return canonicalJson([recipient, grant, fen, beforeCeilingsFen, steps, payers, instalments]);
}

function sumOfLines({ batch, lines, calculationLines }: Archive): readonly string[] {
  const sum = lines.reduce((total, { fen }) => total + fen, 0);
  const by = new Map(calculationLines.map((line) => [line.position, line.fen]));
  const other = batch.kind === "original" ? lines.filter(({ position, fen }) => by.get(position) !== fen) : [];
  return [
    ...same("批次合计", sum, batch.totalFen),
    ...other.map(({ code, grant }) => `${code} ${grant} 与测算的行不同`),
  ];
}

function changedPayments(
  { batch, lines, payments, parts, calculationLines }: Archive,
  policy: Policy,
): readonly string[] {
  const partsOf = Map.groupBy(parts, ({ payment }) => payment);
  const sums = payments.flatMap(({ id, fen }) => {
    const sum = (partsOf.get(id) ?? []).reduce((total, part) => total + part.fen, 0);
    return same(`发放 ${id} 的各分担方`, sum, fen);
  });
  if (batch.kind !== "original") return sums;
  const kept = new Map(calculationLines.map((line) => [line.position, line]));
  return [...sums, ...lines.flatMap((line) => changedLine(policy, line, kept.get(line.position), payments, partsOf))];
}

function changedLine(
  policy: Policy,
  { position, grant, code }: Archive["lines"][number],
  line: KeptLine | undefined,
  payments: readonly Payment[],
  partsOf: ReadonlyMap<string, Archive["parts"]>,
): readonly string[] {
  const instalments = line?.instalments ?? [];
  const wanted = portionsOfLine(policy, grant, instalments);
  return instalments.flatMap((instalment, at) => {
    const payment = payments.find((each) => each.position === position && each.instalment === instalment.code);
    if (payment === undefined) return [];
    const own = partsOf.get(payment.id) ?? [];
    return (wanted[at] ?? []).flatMap(({ payer, fen }) => {
      const said = own.reduce((sum, part) => sum + (part.payer === payer ? part.fen : 0), 0);
      return same(`${code} ${grant} ${instalment.code} 由 ${payer} 承担`, fen, said);
    });
  });
}

function missingApprovals({ batch, approvals }: Archive): readonly string[] {
  if (batch.state !== "approved" && batch.state !== "paid") return [];
  const own = approvals.filter(({ round, decision }) => round === batch.round && decision === "approve");
  const people = new Set(own.map(({ by }) => by));
  return people.size === batch.levels ? [] : [`应有 ${batch.levels} 人批准，文件里有 ${people.size} 人`];
}
