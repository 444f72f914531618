import { onScopeDispose, reactive, watch } from "vue";
import { isOffline, Problem } from "../../api.ts";
import { type Added, type Evidence, evidenceApi } from "../../evidence-api.ts";
import { reduced, reducedName } from "../../picture.ts";

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

export function useUploads(
  whose: () => Omit<Added, "name" | "replaces">,
  arrived: (piece: Evidence, replaces: string | undefined) => void,
): Uploads {
  const list = reactive<Upload[]>([]);
  let [last, isBusy, isOver] = [0, false, false];

  function add(files: readonly File[], replaces?: string): void {
    for (const file of files) {
      last += 1;
      list.push({ key: last, file, replaces, name: file.name || "照片", share: 0, state: "queued", problem: null });
    }
    void run();
  }

  async function run(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    for (let next = first(); next !== undefined && !isOver; next = first()) await send(next);
    isBusy = false;
  }

  const first = (): Upload | undefined => list.find(({ state }) => state === "queued");

  async function send(upload: Upload): Promise<void> {
    const piece = await sent(upload, whose());
    if (piece === undefined) return;
    drop(upload);
    arrived(piece, upload.replaces);
  }

  function again(upload: Upload): void {
    upload.state = "queued";
    upload.problem = null;
    void run();
  }

  function drop(upload: Upload): void {
    const at = list.findIndex(({ key }) => key === upload.key);
    if (at !== -1) list.splice(at, 1);
  }

  watch(isOffline, (is) => {
    if (!is) for (const upload of list.filter(({ state }) => state === "waiting")) again(upload);
  });
  onScopeDispose(() => {
    isOver = true;
  });
  return { list, add, again, drop };
}

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
