import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the way to a database does: carries, breaks before the request arrives, answers 500, or loses the answer. */
export type Fault = "none" | "unreachable" | "error" | "answer-lost";

export interface FaultyProxy {
  readonly libsqlUrl: string;
  /** From now on, or once this many more requests have been carried. */
  readonly break: (fault: Fault, after?: number) => void;
  /** How many requests went through since the last call. */
  readonly counted: () => number;
  readonly close: () => Promise<void>;
}

/** Stands between the worker and its databases, on 127.0.0.1. */
export async function faultyProxy(target: string): Promise<FaultyProxy> {
  let fault: Fault = "none";
  let count = 0;
  let carried = 0;
  const server = createServer((incoming, outgoing) => {
    count += 1;
    carried -= 1;
    if (fault === "none" || carried >= 0) carry(target, incoming, outgoing, false);
    else if (fault === "unreachable") incoming.socket.destroy();
    else if (fault === "error") outgoing.writeHead(500).end("{}");
    else carry(target, incoming, outgoing, true);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    libsqlUrl: `http://127.0.0.1:${port}/dev/{namespace}/`,
    break: (next, after = 0) => {
      fault = next;
      carried = after;
    },
    counted: () => {
      const counted = count;
      count = 0;
      return counted;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function carry(target: string, incoming: IncomingMessage, outgoing: ServerResponse, isLost: boolean): void {
  const { method, headers } = incoming;
  const onward = request(new URL(incoming.url ?? "/", target), { ...(method && { method }), headers }, (answer) => {
    if (isLost) {
      answer.resume().on("end", () => outgoing.socket?.destroy());
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => outgoing.socket?.destroy());
  incoming.pipe(onward);
}
