/** How long something takes: the medians of several runs after warm-up, by the clock and by the processor. */
export interface Measured<T> {
  readonly wallMs: number;
  /** All threads of this process; on a machine that does other things too, the steadier of the two. */
  readonly processorMs: number;
  readonly runs: number;
  readonly last: T;
}

export async function measure<T>(run: () => T | Promise<T>, runs: number, warmUps: number): Promise<Measured<T>> {
  let last = await run();
  for (let at = 1; at < warmUps; at++) last = await run();
  const [wall, processor]: [number[], number[]] = [[], []];
  for (let at = 0; at < runs; at++) {
    const usage = process.cpuUsage();
    const begun = performance.now();
    last = await run();
    wall.push(performance.now() - begun);
    const { user, system } = process.cpuUsage(usage);
    processor.push((user + system) / 1000);
  }
  return { wallMs: medianOf(wall), processorMs: medianOf(processor), runs, last };
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
