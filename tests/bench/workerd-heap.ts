interface Usage {
  readonly usedSize: number;
  readonly totalSize: number;
  readonly backingStorageSize?: number;
}

/** The most that an isolate of workerd held since this was called, as its inspector says it, asked all the time. */
export async function heapOfWorkerd(inspectorPort: number): Promise<{ readonly stop: () => Record<string, number> }> {
  const list = await (await fetch(`http://127.0.0.1:${inspectorPort}/json`)).json();
  const [target] = list as { readonly webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? "");
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  let [asked, heldMb, reservedMb] = [0, 0, 0];
  const ask = (): void => {
    if (socket.readyState === WebSocket.OPEN) {
      socket.send(JSON.stringify({ id: ++asked, method: "Runtime.getHeapUsage" }));
    }
  };
  socket.onmessage = ({ data }) => {
    const { result } = JSON.parse(String(data)) as { readonly result?: Usage };
    if (result?.usedSize === undefined) return;
    const buffers = result.backingStorageSize ?? 0;
    heldMb = Math.max(heldMb, (result.usedSize + buffers) / 1024 / 1024);
    reservedMb = Math.max(reservedMb, (result.totalSize + buffers) / 1024 / 1024);
    setTimeout(ask, 5);
  };
  ask();
  return {
    stop: () => {
      socket.close();
      return { heldMb, reservedMb, asked };
    },
  };
}
