import { createInterface } from "node:readline";

// Outlives the start that began it by a moment: if that was killed outright, the processes it named end too. The database
// server sees that by itself; workerd doesn't, and would keep the port.

const pids: number[] = [];
let isDone = false;

createInterface({ input: process.stdin })
  .on("line", (line) => {
    if (line === "done") isDone = true;
    else pids.push(Number(line));
  })
  .on("close", () => {
    if (isDone) return;
    for (const pid of pids) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended already, which is what is wanted.
      }
    }
  });

// A Ctrl-C reaches every process of the terminal; the start says itself when it is done.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
