let lastTime = 0;
let count = 0;

/** A UUIDv7: sortable by time, and within a millisecond by the order in which this isolate made them. */
export function newId(): string {
  const time = Math.max(Date.now(), lastTime);
  count = time === lastTime ? count + 1 : 0;
  lastTime = count > 0xfff ? time + 1 : time;
  if (count > 0xfff) count = 0;
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = 0x80 | ((random[0] ?? 0) & 0x3f);
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const head = lastTime.toString(16).padStart(12, "0");
  return `${head.slice(0, 8)}-${head.slice(8)}-7${count.toString(16).padStart(3, "0")}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
