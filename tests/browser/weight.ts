import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";

/**
 * The JavaScript and CSS, in bytes gz, that a page of somebody signed in fetches until `ready` says that it stands; what
 * is loaded ahead while nothing happens isn't among it.
 */
export async function firstLoad(signedIn: Page, url: string, ready: string | RegExp): Promise<number> {
  const page = await signedIn.context().newPage();
  await page.addInitScript("window.requestIdleCallback = () => 0");
  await page.goto(url);
  await page.getByRole("main").getByText(ready).first().waitFor();
  const names = await page.evaluate<string[]>("performance.getEntriesByType('resource').map((each) => each.name)");
  await page.close();
  const assets = [...new Set(names)].filter((name) => /\.(js|css)$/.test(name));
  const sizes = await Promise.all(
    assets.map(async (name) => gzipSync(new Uint8Array(await (await fetch(name)).arrayBuffer())).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
