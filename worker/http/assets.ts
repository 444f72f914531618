/** Where the built pages and their files lie. */
export interface Assets {
  readonly fetch: (request: Request) => Promise<Response>;
}

/**
 * The files of the web app, and its one page for every address that isn't a file's: the app itself draws those. What is
 * named like a file and isn't there is 404, so that a browser never takes a page for a script or a picture.
 */
export function pagesOf(assets: Assets): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    const found = await assets.fetch(request);
    if (found.status !== 404) return found;
    const url = new URL(request.url);
    if (isFile(url.pathname) || !["GET", "HEAD"].includes(request.method)) return undefined;
    return await assets.fetch(new Request(new URL("/", url), request));
  };
}

function isFile(path: string): boolean {
  return /\.[^./]+$/.test(path);
}
