import fc from "fast-check";
import { expect } from "vitest";
import { canonicalJson, digestOf } from "../../worker/domain/canonical.ts";
import type { DocumentNoun } from "../../worker/domain/document-expressions.ts";
import { type Json, lifeOf, soundPolicy, soundStandard } from "./life.ts";
import type { Send, TestTenant } from "./tenant.ts";

// The life of one document as a model: what it should be, beside what the API says that it is. Every command says which
// answer the model expects; after each, everything that was ever published is held against what it was that day.

/** A version as the model knows it; `frozen` is what was read on the day of its publication, and how it scored. */
interface ModelVersion {
  state: "draft" | "published" | "retired";
  document: Json;
  isSound: boolean;
  revision: number;
  frozen?: {
    readonly document: string;
    readonly sha256: unknown;
    readonly holdsFrom: unknown;
    readonly scores: string;
  };
}

interface Model {
  readonly versions: ModelVersion[];
  /** The highest revision that a version of this number ever had; a removed draft's number goes on from there. */
  readonly revisions: Map<number, number>;
}

interface Real {
  readonly at: TestTenant;
  readonly admin: Send;
  readonly noun: DocumentNoun;
  readonly code: string;
}

type Command = fc.AsyncCommand<Model, Real>;

/** A command on version `which` (counted round those that there are), followed by the invariants. */
function command(
  name: string,
  run: (model: Model, api: ReturnType<typeof lifeOf>, real: Real) => Promise<void>,
  check: (model: Model) => boolean = () => true,
): Command {
  return {
    check: (model) => check(model),
    run: async (model, real) => {
      await run(model, lifeOf(real.at, real.admin, real.noun), real);
      await holdInvariants(model, real);
    },
    toString: () => name,
  };
}

/** A document of the noun that differs by `size`; an unsound one is a draft that can't be published. */
export function sized(noun: DocumentNoun, size: number, isSound: boolean): Json {
  const title = `第 ${size} 稿`;
  if (!isSound) return { title };
  if (noun === "policies") {
    const amount = { kind: "rate", of: "unit.members", fenEach: size * 100 };
    return soundPolicy({ title, grants: [{ code: "members", title: "党员活动", amount }] });
  }
  const score = { kind: "count", each: size, atMost: 100 };
  const items = [{ code: "size", title: "党员人数", score, from: "unit.members" }];
  return soundStandard({ title, sections: [{ code: "team", title: "队伍", items }] });
}

const size = fc.integer({ min: 1, max: 20 });
const which = fc.nat({ max: 9 });
const isSound = fc.integer({ min: 0, max: 3 }).map((n) => n > 0);

/** All commands, for fc.commands. */
export function lifeCommands(noun: DocumentNoun): fc.Arbitrary<Command>[] {
  const exists = ({ versions }: Model): boolean => versions.length > 0;
  const on = (name: string, run: (at: Chosen) => Promise<void>) => (n: number) =>
    command(
      `${name}(${n})`,
      async (model, api, real) => {
        const number = (n % model.versions.length) + 1;
        const version = model.versions[number - 1];
        if (version !== undefined) await run({ model, api, real, number, version });
      },
      exists,
    );
  return [
    fc.tuple(size, isSound).map(([n, sound]) => create(noun, n, sound)),
    fc.constant(command("begin", begin)),
    fc.constant(command("begin", begin)),
    fc
      .tuple(which, size, isSound)
      .map(([n, to, sound]) => on(`write ${to} ${sound}`, (at) => write(at, sized(noun, to, sound), sound))(n)),
    which.map(on("write stale", writeStale)),
    which.map(on("publish", publish)),
    which.map(on("publish", publish)),
    which.map(on("retire", retire)),
    which.map(on("remove", remove)),
    which.map(on("tamper", tamper)),
  ];
}

/** What every second run begins with: a first version, published. */
export function firstPublished(noun: DocumentNoun): readonly Command[] {
  const first = command("publish first", async (model, api, real) => {
    const [version] = model.versions;
    if (version !== undefined) await publish({ model, api, real, number: 1, version });
  });
  return [create(noun, 5, true), first];
}

interface Chosen {
  readonly model: Model;
  readonly api: ReturnType<typeof lifeOf>;
  readonly real: Real;
  readonly number: number;
  readonly version: ModelVersion;
}

function create(noun: DocumentNoun, n: number, sound: boolean): Command {
  return command(`create ${n} ${sound}`, async (model, api, { code }) => {
    const document = sized(noun, n, sound);
    const response = await api.create(code, document);
    expect(response.status).toBe(model.versions.length === 0 ? 201 : 409);
    if (response.status === 201) addDraft(model, document, sound, response);
  });
}

async function begin(model: Model, api: ReturnType<typeof lifeOf>, { code }: Real): Promise<void> {
  const last = model.versions.at(-1);
  const response = await api.begin(code);
  expect(response.status).toBe(last === undefined ? 404 : last.state === "draft" ? 409 : 201);
  if (last !== undefined && response.status === 201) addDraft(model, last.document, last.isSound, response);
}

function addDraft(model: Model, document: Json, sound: boolean, response: Response): void {
  const revision = (model.revisions.get(model.versions.length + 1) ?? 0) + 1;
  expect(response.headers.get("etag")).toBe(`"${revision}"`);
  model.versions.push({ state: "draft", document, isSound: sound, revision });
}

async function write({ api, real, number, version }: Chosen, document: Json, sound: boolean): Promise<void> {
  const { status } = await api.write(real.code, number, version.revision, document);
  expect(status).toBe(version.state === "draft" ? 200 : 409);
  if (status === 200) Object.assign(version, { document, isSound: sound, revision: version.revision + 1 });
}

async function writeStale({ api, real, number, version }: Chosen): Promise<void> {
  const { status } = await api.write(real.code, number, version.revision + 1, { title: "迟到" });
  expect(status).toBe(version.state === "draft" ? 412 : 409);
}

async function publish({ api, real, number, version }: Chosen): Promise<void> {
  const { status } = await api.publish(real.code, number, version.revision, { reason: "试行" });
  expect(status).toBe(version.state !== "draft" ? 409 : version.isSound ? 200 : 400);
  if (status !== 200) return;
  Object.assign(version, { state: "published", revision: version.revision + 1 });
  const { document, sha256, holdsFrom } = await api.read(real.code, number);
  expect(canonicalJson(document)).toBe(canonicalJson(version.document));
  version.frozen = { document: JSON.stringify(document), sha256, holdsFrom, scores: await scoresOf(real, number) };
}

async function retire({ api, real, number, version }: Chosen): Promise<void> {
  const { status } = await api.retire(real.code, number, version.revision);
  expect(status).toBe(version.state === "published" ? 200 : 409);
  if (status === 200) Object.assign(version, { state: "retired", revision: version.revision + 1 });
}

async function remove({ model, api, real, number, version }: Chosen): Promise<void> {
  const { status } = await api.remove(real.code, number, version.revision);
  expect(status).toBe(version.state === "draft" ? 204 : 409);
  if (status !== 204) return;
  model.versions.splice(number - 1, 1);
  model.revisions.set(number, version.revision + 1);
}

/** Whoever reaches the database itself is refused by it. */
async function tamper({ real: { at, noun, code }, number, version }: Chosen): Promise<void> {
  if (version.state === "draft") return;
  const where = `WHERE code = '${code}' AND version = ${number}`;
  const { client } = at.database;
  for (const set of [
    "document = '{}'",
    "title = 'x'",
    "holds_from = '2000-01-01'",
    "canonical = NULL",
    "publication = NULL",
  ]) {
    await expect(client.execute(`UPDATE ${noun} SET ${set} ${where}`)).rejects.toThrow(
      "a published version never changes",
    );
  }
  await expect(client.execute(`UPDATE ${noun} SET state = 'draft' ${where}`)).rejects.toThrow(/nothing else/);
  await expect(client.execute(`DELETE FROM ${noun} ${where}`)).rejects.toThrow("never removed");
}

async function holdInvariants(model: Model, real: Real): Promise<void> {
  const api = lifeOf(real.at, real.admin, real.noun);
  for (const [index, version] of model.versions.entries()) {
    const read = await api.read(real.code, index + 1);
    expect([read.state, read.revision]).toEqual([version.state, version.revision]);
    if (version.frozen === undefined) continue;
    const { document, sha256, holdsFrom, scores } = version.frozen;
    expect([JSON.stringify(read.document), read.sha256, read.holdsFrom]).toEqual([document, sha256, holdsFrom]);
    expect(await digestOf(read.document)).toBe(sha256);
    expect(await scoresOf(real, index + 1)).toBe(scores);
  }
}

/** The same two subjects by one version: the bytes of the answer. */
async function scoresOf({ at, admin, noun, code }: Real, version: number): Promise<string> {
  const ones = [1, 7].map((members) => ({ id: `u${members}`, unit: { members } }));
  const response =
    noun === "standards"
      ? await admin("POST", `/api/tenants/${at.code}/standards/evaluate`, {
          standard: { code, version },
          subjects: ones,
        })
      : await admin("POST", `/api/tenants/${at.code}/subsidies/calculate`, {
          policy: { code, version },
          recipients: ones.map((one) => ({ ...one, paidFen: {} })),
        });
  expect(response.status).toBe(200);
  return await response.text();
}
