import { cpus } from "node:os";
import { cohortOf } from "./cohort.ts";
import { benchPolicy, benchStandard, difference, jsonRun, type Outcome, packedRun } from "./engines.ts";
import { payHandwritten, runHandwritten } from "./handwritten.ts";
import { handwrittenInput } from "./handwritten-input.ts";
import { runHyperFormula } from "./hyperformula.ts";
import { measure } from "./measure.ts";
import { hasOffice, runOffice } from "./office.ts";
import { runRulesEngine } from "./rules-engine.ts";
import { runZen } from "./zen.ts";

// Scoring 100 items of mixed kinds a unit and paying, beside hand-written JavaScript and three peers: docs/benchmarks.md.
// `npm run bench -- 84 10000` measures these numbers of units only; `--no-peers` leaves the peers out.

interface Row {
  readonly units: number;
  readonly name: string;
  readonly perSecond: number;
  readonly perProcessorSecond: number;
}

const rows: Row[] = [];
const sizes = process.argv
  .slice(2)
  .filter((argument) => /^\d+$/.test(argument))
  .map(Number);
const hasPeers = !process.argv.includes("--no-peers");

for (const units of sizes.length > 0 ? sizes : [84, 10_000, 100_000]) await benchOurs(units);
if (hasPeers) {
  for (const units of [84, 10_000]) await benchEngines(units);
  await benchSheets();
}
print();

async function benchOurs(units: number): Promise<void> {
  const [standard, policy] = [benchStandard(), benchPolicy(units)];
  const input = handwrittenInput(cohortOf(units));
  const truth = runHandwritten(input, false);
  const [runs, warmUps] = units > 50_000 ? [9, 4] : units > 1_000 ? [41, 30] : [400, 400];
  await benchJson(units, truth);
  const packed = packedRun(standard, policy, cohortOf(units));
  globalThis.gc?.();
  await bench(units, "hand-written", () => runHandwritten(input, false), truth, runs, warmUps);
  await bench(units, "hand-written, columns kept for a trace", () => runHandwritten(input, true), truth, runs, warmUps);
  await bench(units, "ours, packed columns in, reasons kept as data", packed, truth, runs, warmUps);
}

/** By itself, so that its objects are gone when columns are measured. */
async function benchJson(units: number, truth: Outcome): Promise<void> {
  const run = jsonRun(benchStandard(), benchPolicy(units), cohortOf(units));
  const [runs, warmUps] = units > 50_000 ? [3, 2] : units > 1_000 ? [15, 8] : [400, 400];
  await bench(units, "ours, JSON objects in", run, truth, runs, warmUps);
}

async function benchEngines(units: number): Promise<void> {
  const subjects = cohortOf(units);
  const input = handwrittenInput(subjects);
  const truth = runHandwritten(input, false);
  const paid = (found: { scores: Int32Array; levels: Uint8Array }): Outcome => {
    return { ...found, fen: payHandwritten(found.levels, input.township) };
  };
  const runs = units > 1_000 ? 3 : 9;
  await bench(units, "@gorules/zen-engine", async () => paid(await runZen(subjects)), truth, runs, 1);
  await bench(units, "json-rules-engine", async () => paid(await runRulesEngine(subjects)), truth, runs, 1);
}

/** Office is measured by what more units cost more, so that starting it and opening a file doesn't count. */
async function benchSheets(): Promise<void> {
  const few = cohortOf(84);
  const input = handwrittenInput(few);
  const truth = runHandwritten(input, false);
  const formulas = () => {
    const found = runHyperFormula(few);
    return { ...found, fen: payHandwritten(found.levels, input.township) };
  };
  await bench(few.length, "HyperFormula", formulas, truth, 3, 1);
  if (!hasOffice()) return;
  const [small, large] = [cohortOf(200), cohortOf(2_200)];
  const times: [number, number][] = [];
  for (let run = 0; run < 3; run++) {
    const [a, b] = [runOffice(small), runOffice(large)];
    const own = handwrittenInput(large);
    agree("LibreOffice", { ...b, fen: payHandwritten(b.levels, own.township) }, runHandwritten(own, false));
    times.push([a.ms, b.ms]);
  }
  const [begun, both] = [0, 1].map((at) => times.map((pair) => pair[at] ?? 0).toSorted((a, b) => a - b)[1] ?? 0);
  const ms = (both ?? 0) - (begun ?? 0);
  rows.push({
    units: 2_000,
    name: "LibreOffice, start not counted",
    perSecond: 2_000_000 / ms,
    perProcessorSecond: Number.NaN,
  });
  rows.push({
    units: 2_200,
    name: "LibreOffice, as a user waits",
    perSecond: 2_200_000 / (both ?? 0),
    perProcessorSecond: Number.NaN,
  });
}

async function bench(
  units: number,
  name: string,
  run: () => Outcome | Promise<Outcome>,
  truth: Outcome,
  runs: number,
  warmUps: number,
): Promise<void> {
  const { wallMs, processorMs, last } = await measure(run, runs, warmUps);
  agree(name, last, truth);
  rows.push({ units, name, perSecond: (units * 1000) / wallMs, perProcessorSecond: (units * 1000) / processorMs });
  globalThis.gc?.();
}

function agree(name: string, found: Outcome, truth: Outcome): void {
  const differs = difference(found, truth);
  if (differs !== undefined) throw new Error(`${name} differs from the hand-written: ${differs}`);
}

function print(): void {
  const [cpu] = cpus();
  console.log(
    `${cpu?.model ?? ""} × ${cpus().length}, Node ${process.version}; everything agreed to the hundredth and the fen`,
  );
  console.log("units    organisations/s   per processor second   ");
  for (const { units, name, perSecond, perProcessorSecond } of rows) {
    const figures = [units, Math.round(perSecond), Math.round(perProcessorSecond)].map((n) => n.toLocaleString("en"));
    console.log(`${figures[0]?.padStart(7)} ${figures[1]?.padStart(14)} ${figures[2]?.padStart(20)}   ${name}`);
  }
}
