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

/** Signs a demonstration user in and keeps the token; paths are the tenant's own. */
export async function signedInAt(url: string, tenant: string, username: string): Promise<HttpClient> {
  const response = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ tenant, username, password: "Hongdai-2015", mode: "token" }),
  });
  if (response.status !== 200) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  const { accessToken } = (await response.json()) as { accessToken: string };
  const send: HttpClient["send"] = (method, path, body, headers = {}) =>
    fetch(path.startsWith("/api/") ? `${url}${path}` : `${url}/api/tenants/${tenant}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return { tenant, send };
}
