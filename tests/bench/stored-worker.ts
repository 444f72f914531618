import { runStored } from "./stored-run.ts";

// The stored run inside workerd, begun by a request of stored.ts.

export default {
  async fetch(_: Request, env: { readonly LIBSQL_URL: string }): Promise<Response> {
    return Response.json(await runStored(env.LIBSQL_URL, () => undefined));
  },
};
