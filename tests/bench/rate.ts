import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";

const AT_ONCE = 8;
const ROUND_MS = 4_000;

export interface Asked {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** GET where there is none, PATCH where there is. */
  readonly body?: () => string;
}

export interface Rate {
  readonly perSecond: number;
  /** Of workerd, for one request; NaN where no process was named. */
  readonly processorMs: number;
}

/** Answers a second over so many connections that are kept. */
export async function rateOf(asked: Asked, pid?: number, atOnce: number = AT_ONCE): Promise<Rate> {
  const usedBefore = processorMs(pid);
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const begun = performance.now();
  let answered = 0;
  const one = async (): Promise<void> => {
    while (performance.now() - begun < ROUND_MS) {
      await send(asked, agent);
      answered++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  agent.destroy();
  const perSecond = (answered * 1000) / (performance.now() - begun);
  return { perSecond, processorMs: (processorMs(pid) - usedBefore) / answered };
}

/** The workerd processes that this one has begun. */
export function workerds(): readonly number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,comm="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [pid, parent, name] = line.trim().split(/\s+/);
    return name === "workerd" && parent === String(process.pid) ? [Number(pid)] : [];
  });
}

/** What a process has used so far, as Linux counts it: in hundredths of a second. */
function processorMs(pid: number | undefined): number {
  if (pid === undefined) return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** The most memory that a process has had resident, in MB, as Linux counts it. */
export function peakMbOf(pid: number): number {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
}

/** One request, its answer read to the end; whatever isn't 200 ends the run. */
export function send({ url, headers = {}, body }: Asked, agent?: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const given = { method: body === undefined ? "GET" : "PATCH", headers, ...(agent === undefined ? {} : { agent }) };
    const asked = request(url, given, (response) => {
      response.resume();
      response.on("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${url}: ${response.statusCode}`));
      });
    });
    asked.on("error", reject);
    asked.end(body?.());
  });
}
