import { accepted, offline, reach } from "./api.ts";

// Files that are sent and fetched.

/** A file as the body of a request, and what the server read in it. */
export async function postFile(url: URL, file: Blob, type: string): Promise<unknown> {
  const response = await reach(url, { method: "POST", body: file, headers: { "content-type": type } });
  return await response.json();
}

/** As postFile, and says how far it has come, which fetch can't. */
export async function sendFile(url: URL, file: Blob, type: string, come: (share: number) => void): Promise<unknown> {
  const response = await new Promise<Response>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("content-type", type);
    request.upload.onprogress = ({ loaded, total }) => come(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(offline());
    request.onload = () => {
      const kept = ["content-type", "x-request-id"].map((name) => [name, request.getResponseHeader(name) ?? ""]);
      resolve(new Response(request.responseText, { status: request.status, headers: Object.fromEntries(kept) }));
    };
    request.send(file);
  });
  return await (await accepted(response, url.pathname)).json();
}

/** A file as it is answered. */
export const getFile = (path: string): Promise<Response> => reach(new URL(path, window.location.origin));
