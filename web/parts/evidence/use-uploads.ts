import { onScopeDispose, reactive, watch } from "vue";
import { isOffline, Problem } from "../../api.ts";
import { type Added, type Evidence, evidenceApi } from "../../evidence-api.ts";
import { reduced, reducedName } from "../../picture.ts";
import { session } from "../../session.ts";

/** A file on its way. `waiting`: until there is a network. */
export interface Upload {
  readonly key: number;
  readonly file: File;
  readonly replaces: string | undefined;
  name: string;
  share: number;
  state: "queued" | "reducing" | "sending" | "waiting" | "refused";
  problem: Problem | null;
}

/** The files on their way to a unit, one after another; without a network they wait here and go on by themselves. */
export interface Uploads {
  readonly list: readonly Upload[];
  readonly add: (files: readonly File[], replaces?: string) => void;
  readonly again: (upload: Upload) => void;
  readonly drop: (upload: Upload) => void;
}

type Whose = () => Omit<Added, "name" | "replaces">;
type Arrived = (piece: Evidence, replaces: string | undefined) => void;

/** What is on its way to one place, whether that place is in sight or not. */
interface Queue {
  readonly list: Upload[];
  isBusy: boolean;
  isOver: boolean;
  whose: Whose;
  arrived: Arrived;
}

/** By place: leaving a section or a page takes nothing of what somebody picked. */
const queues = new Map<string, Queue>();
let last = 0;

/**
 * The files on their way to a place, which is the same for the same item or unit: shown again they are still there, and
 * what arrives meanwhile is in the list that is fetched then. Closing the window asks first.
 */
export function useUploads(place: string, whose: Whose, arrived: Arrived): Uploads {
  const queue = queues.get(place) ?? { list: reactive<Upload[]>([]), isBusy: false, isOver: false, whose, arrived };
  Object.assign(queue, { whose, arrived });
  queues.set(place, queue);
  onScopeDispose(() => {
    queue.arrived = () => undefined;
    if (queue.list.length === 0) queues.delete(place);
  });
  return {
    list: queue.list,
    add: (files, replaces) => {
      for (const file of files) {
        last += 1;
        const name = file.name || "照片";
        queue.list.push({ key: last, file, replaces, name, share: 0, state: "queued", problem: null });
      }
      void run(queue);
    },
    again: (upload) => again(queue, upload),
    drop: (upload) => drop(queue, upload),
  };
}

async function run(queue: Queue): Promise<void> {
  if (queue.isBusy) return;
  queue.isBusy = true;
  const first = (): Upload | undefined => queue.list.find(({ state }) => state === "queued");
  try {
    for (let next = first(); next !== undefined && !queue.isOver; next = first()) {
      const piece = await sent(next, queue.whose());
      if (piece === undefined) continue;
      drop(queue, next);
      queue.arrived(piece, next.replaces);
    }
  } finally {
    queue.isBusy = false;
  }
}

function again(queue: Queue, upload: Upload): void {
  upload.state = "queued";
  upload.problem = null;
  void run(queue);
}

function drop({ list }: Queue, { key }: Upload): void {
  const at = list.findIndex((each) => each.key === key);
  if (at !== -1) list.splice(at, 1);
}

watch(isOffline, (is) => {
  if (is) return;
  for (const queue of queues.values()) {
    for (const upload of queue.list.filter(({ state }) => state === "waiting")) again(queue, upload);
  }
});
// What one person picked isn't sent by the next who signs in here.
watch(session, (who) => {
  if (who !== null) return;
  for (const queue of queues.values()) queue.isOver = true;
  queues.clear();
});
window.addEventListener("beforeunload", (event) => {
  if ([...queues.values()].some(({ list }) => list.length > 0)) event.preventDefault();
});

/** Made small and sent; undefined where it waits or was refused, which then stands in it. */
async function sent(upload: Upload, whose: Omit<Added, "name" | "replaces">): Promise<Evidence | undefined> {
  try {
    upload.state = "reducing";
    const blob = await reduced(upload.file);
    upload.name = reducedName(upload.file, blob);
    upload.state = "sending";
    const { replaces } = upload;
    const said = { ...whose, name: upload.name.slice(-200), ...(replaces === undefined ? {} : { replaces }) };
    return await evidenceApi.add(said, blob, (share) => {
      upload.share = share;
    });
  } catch (reason) {
    if (!(reason instanceof Problem)) throw reason;
    upload.share = 0;
    upload.problem = reason;
    upload.state = reason.code === "offline" ? "waiting" : "refused";
    return undefined;
  }
}
