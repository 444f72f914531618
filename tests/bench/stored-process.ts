import { runStored } from "./stored-run.ts";

// The stored run in a process of its own with a small heap, begun by stored.ts.

const [url = ""] = process.argv.slice(2);
let heldMb = 0;
const run = await runStored(url, () => {
  const { heapUsed, external } = process.memoryUsage();
  heldMb = Math.max(heldMb, (heapUsed + external) / 1024 / 1024);
});
console.log(JSON.stringify({ ...run, heldMb }));
