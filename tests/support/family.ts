import { eq } from "drizzle-orm";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { noticeParents } from "../../worker/actions/tenants/notice-parents.ts";
import { type Json, lifeOf, soundStandard } from "./life.ts";
import { type TestTenant, tenant } from "./tenant.ts";

const json = async <T = Json>(response: Response): Promise<T> => (await response.json()) as T;

/** A parent that has published a standard, and a child of it that has nothing. */
export async function family(more: Json = {}) {
  const [up, down] = [await tenant(), await tenant()];
  await note(down.database, [
    down.database.db.update(own.tenant).set({ parent: up.code, settings: { parentName: "上级市" } }),
    down.database.db.delete(own.facts).where(eq(own.facts.key, "members")),
  ]);
  const parent = lifeOf(up, await up.as("admin"), "standards");
  const child = lifeOf(down, await down.as("admin"), "standards");
  await parent.create("point", soundStandard());
  await parent.publish("point", 1, 1, more);
  const root = `/api/tenants/${down.code}`;
  const path = (version: number): string => `${child.one("own-point", version)}/adoption`;
  return {
    ...{ up, down, parent, child, root, path },
    adopt: (code = "own-point", standard = "point") =>
      child.admin("POST", `${child.path}/${code}/adoption`, { standard }),
    look: () => noticeParents(down.database, (namespace) => opened(up, down, namespace), down.clock.now()),
    read: async (version: number) => json<Adoption>(await child.admin("GET", path(version))),
    preview: async (version: number) => json<Merge>(await child.admin("GET", `${path(version)}/merge`)),
    merge: (version: number, revision: number, body: Json) =>
      child.admin("POST", `${path(version)}/merge`, body, child.match(revision)),
  };
}

function opened(up: TestTenant, down: TestTenant, namespace: string) {
  const found = [up, down].find(({ code }) => namespace === `t-${code}`);
  if (found === undefined) throw new Error(`nobody may read ${namespace}`);
  return found.database;
}

interface Adoption {
  readonly taken: Json;
  readonly changes: readonly Json[] | null;
  readonly newer: Json | null;
}

interface Merge {
  readonly to: Json | null;
  readonly theirs: readonly Json[];
  readonly conflicts: readonly Json[];
  readonly changes: readonly Json[] | null;
}

export const levels = (best: number) => [
  { code: "4", title: "四星级", atLeast: best },
  { code: "3", title: "三星级", atLeast: 60 },
];
const venue = {
  code: "venue",
  title: "阵地",
  items: [{ code: "room", title: "活动室", score: { kind: "yes-no", points: 10 } }],
};
export const withVenue = (more: Json = {}) => {
  const { sections } = soundStandard() as { sections: readonly Json[] };
  return soundStandard({ sections: [...sections, venue], ...more });
};
