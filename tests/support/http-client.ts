import { undeclaredIn } from "./declared.ts";

/** Someone signed in over HTTP with a bearer token. */
export interface HttpClient {
  readonly tenant: string;
  readonly send: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>;
}

/** Signs a demonstration user in and keeps the token; paths are the tenant's own. Every answer is held against its declaration. */
export async function signedInAt(url: string, tenant: string, username: string): Promise<HttpClient> {
  const response = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ tenant, username, password: "Hongdai-2015", mode: "token" }),
  });
  if (response.status !== 200) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  const { accessToken } = (await response.json()) as { accessToken: string };
  const send: HttpClient["send"] = async (method, path, body, headers = {}) => {
    const to = path.startsWith("/api/") ? `${url}${path}` : `${url}/api/tenants/${tenant}${path}`;
    const answer = await fetch(to, {
      method,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body) }),
    });
    const undeclared = await undeclaredIn(method, to, answer.clone());
    if (undeclared.length > 0) throw new Error(undeclared.join("\n"));
    return answer;
  };
  return { tenant, send };
}
