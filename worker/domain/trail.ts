/** An event as it was stored: its body is the very text of the row, so that nothing about it can change unseen. */
export interface StoredEvent {
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly revision: number;
  readonly body: string;
}

/** One link of the chain over the trail: the events from `fromSeq` to `toSeq`, and the link before. */
export interface Seal {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly hash: string;
  readonly previousHash: string | null;
}

/** The head of a chain as it was noted on a day outside the tenant's database. */
export interface NotedHead {
  readonly day: string;
  readonly seq: number;
  readonly hash: string;
}

/** The first place where the trail isn't what was sealed, and what is wrong there. */
export interface Break {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly text: string;
}

/** How many events one seal covers at most. */
export const mostInSeal = 200;

/** The SHA-256 of the link before and of these events in their order, lower-case hex. */
export async function sealHash(previousHash: string | null, events: readonly StoredEvent[]): Promise<string> {
  const lines = events.map(({ seq, id, at, actorId, actorName, action, subjectKind, subjectId, revision, body }) =>
    JSON.stringify([seq, id, at, actorId, actorName, action, subjectKind, subjectId, revision, body]),
  );
  const bytes = new TextEncoder().encode([previousHash ?? "", ...lines].join("\n"));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The seals that take up these events, which go on where the chain ends. */
export async function sealsOver(last: Seal | undefined, events: readonly StoredEvent[]): Promise<readonly Seal[]> {
  const seals: Seal[] = [];
  let before = last;
  for (let start = 0; start < events.length; start += mostInSeal) {
    const block = events.slice(start, start + mostInSeal);
    const toSeq = block.at(-1)?.seq ?? 0;
    const previousHash = before?.hash ?? null;
    const seal = { fromSeq: (before?.toSeq ?? 0) + 1, toSeq, hash: await sealHash(previousHash, block), previousHash };
    seals.push(seal);
    before = seal;
  }
  return seals;
}

/**
 * The first place where these seals don't hold over these events, null where all do. `before` is the seal that the
 * first of them goes on from, `heads` those that were noted for their range.
 */
export async function firstBreak(
  before: Seal | undefined,
  seals: readonly Seal[],
  events: readonly StoredEvent[],
  heads: readonly NotedHead[],
): Promise<Break | null> {
  let last = before;
  for (const seal of seals) {
    const { fromSeq, toSeq } = seal;
    if (fromSeq !== (last?.toSeq ?? 0) + 1 || seal.previousHash !== (last?.hash ?? null)) {
      return { fromSeq, toSeq, text: `第 ${fromSeq}～${toSeq} 条的封存接不上前一段。` };
    }
    const block = events.filter(({ seq }) => seq >= fromSeq && seq <= toSeq);
    const gap = missingIn(fromSeq, toSeq, block);
    if (gap !== null) return { fromSeq: gap, toSeq: gap, text: `第 ${gap} 条不见了。` };
    if ((await sealHash(seal.previousHash, block)) !== seal.hash) {
      return { fromSeq, toSeq, text: `第 ${fromSeq}～${toSeq} 条里有改动，和封存时不一样。` };
    }
    const head = heads.find(({ seq, hash }) => seq >= fromSeq && seq <= toSeq && (seq !== toSeq || hash !== seal.hash));
    if (head !== undefined) return headBreak(head);
    last = seal;
  }
  return null;
}

/** What says that the chain isn't the one whose head was noted on that day. */
export function headBreak({ day, seq }: NotedHead): Break {
  return {
    fromSeq: 1,
    toSeq: seq,
    text: `和 ${day} 另存在本租户之外的链首不符：第 ${seq} 条以前有改动，封存是重做的。`,
  };
}

/** The first number between the two that none of these events has. */
export function missingIn(fromSeq: number, toSeq: number, events: readonly { readonly seq: number }[]): number | null {
  let expected = fromSeq;
  for (const { seq } of events) {
    if (seq !== expected) return expected;
    expected += 1;
  }
  return expected > toSeq ? null : expected;
}
