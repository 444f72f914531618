/**
 * Creates a namespace by sqld's own admin call; one that exists already is a success, so that provisioning can be
 * repeated. sqld answers 400 "already exists", others 409. `adminUrl` is `LIBSQL_ADMIN_URL`.
 */
export async function createNamespace(adminUrl: string, namespace: string, authToken?: string): Promise<void> {
  const response = await fetch(new URL(`v1/namespaces/${encodeURIComponent(namespace)}/create`, slashed(adminUrl)), {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(authToken === undefined ? {} : { authorization: `Bearer ${authToken}` }),
    },
    body: "{}",
  });
  const text = await response.text();
  if (response.ok || response.status === 409) return;
  if (response.status === 400 && text.includes("already exists")) return;
  throw new Error(`creating namespace ${namespace}: HTTP ${response.status} ${text.slice(0, 200)}`);
}

function slashed(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}
