import { join } from "node:path";
import { build } from "esbuild";

/** A worker of this folder as one module, as it is deployed. */
export async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, file)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    conditions: ["workerd", "worker", "browser"],
    external: ["node:*"],
  });
  return outputFiles[0]?.text ?? "";
}
