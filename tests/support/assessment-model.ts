import fc from "fast-check";
import { expect } from "vitest";
import {
  type Actor,
  actors,
  forbidden,
  holdInvariants,
  type Model,
  type Real,
  rolesOf,
  type Step,
} from "./assessment-invariants.ts";

// The life of one assessment as a model: what it should be, beside what the API says that it is. Six people take part,
// one of whom holds several roles. Every command says which answer the model expects; the invariants follow each.

type Command = fc.AsyncCommand<Model, Real>;

export const begun = (): Model => ({
  ...{ state: "self", round: 1, revision: 1, draft: null, claimed: null, verified: null, accepted: null },
  ...{ checkedBy: null, steps: [] },
});

function isAgainst({ steps }: Model, actor: Actor, step: Step): boolean {
  return steps.some(
    ([who, done]) =>
      who === actor &&
      forbidden.some(([one, other]) => (one === done && other === step) || (one === step && other === done)),
  );
}

interface Move {
  readonly noun: string;
  readonly roles: readonly string[];
  readonly states: readonly Model["state"][];
  readonly step: Step | null;
  readonly body: unknown;
  /** What else refuses, after separation. */
  readonly refused?: (model: Model, actor: Actor) => string | null;
  readonly apply: (model: Model, actor: Actor) => void;
}

/** A step by somebody on what was read just before, and what is to come of it. */
function move(actor: Actor, { noun, roles, states, step, body, refused, apply }: Move): Command {
  return {
    check: () => true,
    toString: () => `${actor} ${noun} ${JSON.stringify(body ?? null)}`,
    run: async (model, real) => {
      const isTheirs = rolesOf[actor].some((role) => roles.includes(role));
      const isNow = states.includes(model.state) && (noun !== "return" || hasAtHand(actor, model.state));
      const expected = !isTheirs
        ? "forbidden"
        : !isNow
          ? "wrong-stage"
          : step !== null && isAgainst(model, actor, step)
            ? "separation"
            : (refused?.(model, actor) ?? null);
      const told = await real.a.step(real.sends[actor], real.id, noun, body);
      expect([told.status === 200 ? null : told.body["code"], told.body["detail"]]).toEqual([
        expected,
        expected === null ? undefined : told.body["detail"],
      ]);
      if (expected === null) {
        apply(model, actor);
        model.revision += 1;
        if (step !== null) model.steps.push([actor, step]);
      }
      await holdInvariants(model, real);
    },
  };
}

/** Who has an assessment at hand at a stage, and may send it back. */
function hasAtHand(actor: Actor, state: Model["state"]): boolean {
  const holder = { self: "", township: "township", department: "department", acceptance: "assessor", decided: "" }[
    state
  ];
  return rolesOf[actor].includes(holder);
}

function typing(actor: Actor, value: number): Command {
  return {
    check: () => true,
    toString: () => `${actor} types ${value}`,
    run: async (model, real) => {
      const isTheirs = rolesOf[actor].includes("secretary");
      const typed = [{ item: "unity", value, base: model.draft }];
      const told = await real.a.type(real.sends[actor], real.id, typed);
      const expected = !isTheirs ? "forbidden" : model.state === "self" ? null : "wrong-stage";
      expect(told.status === 200 ? null : told.body["code"]).toBe(expected);
      if (expected === null) model.draft = value;
      await holdInvariants(model, real);
    },
  };
}

/** Two people hand in at once: one wins, the other is told that it is stale or done. */
function handInTwice(): Command {
  return {
    check: (model) => model.state === "self",
    toString: () => "secretary and many hand in at once",
    run: async (model, real) => {
      const both = await Promise.all(
        (["secretary", "many"] as const).map((actor) => real.a.step(real.sends[actor], real.id, "submission")),
      );
      const winners = (["secretary", "many"] as const).filter((_, place) => both[place]?.status === 200);
      const may = (["secretary", "many"] as const).filter((actor) => !isAgainst(model, actor, "self-assess"));
      expect(winners).toHaveLength(may.length === 0 ? 0 : 1);
      const [winner] = winners;
      if (winner !== undefined) {
        handedIn(model);
        model.revision += 1;
        model.steps.push([winner, "self-assess"]);
      }
      await holdInvariants(model, real);
    },
  };
}

function handedIn(model: Model): void {
  model.state = "township";
  model.claimed = model.draft;
}

const moves = (value: number): Readonly<Record<string, Move>> => ({
  submit: {
    ...{ noun: "submission", roles: ["secretary"], states: ["self"], step: "self-assess" },
    body: undefined,
    apply: handedIn,
  },
  review: {
    ...{ noun: "review", roles: ["township"], states: ["township"], step: "first-review", body: {} },
    apply: (model) => {
      model.state = "department";
    },
  },
  section: {
    ...{ noun: "department-reviews", roles: ["department"], states: ["department"], step: "first-review" },
    body: { section: "harmony" },
    apply: (model) => {
      model.state = "acceptance";
      model.verified = model.claimed;
    },
  },
  verify: {
    ...{ noun: "verification", roles: ["assessor"], states: ["acceptance"], step: "site-check" },
    body: { answers: [{ item: "unity", value, reason: "现场看的" }] },
    refused: (model) => (model.checkedBy === null ? null : "conflict"),
    apply: (model, actor) => {
      model.verified = value;
      model.checkedBy = actor;
    },
  },
  accept: {
    ...{ noun: "acceptance", roles: ["assessor"], states: ["acceptance"], step: "accept" },
    body: { isAccepted: false, reason: "没有通过", answers: [{ item: "unity", value, reason: "集体议定" }] },
    refused: (model) => (model.checkedBy === null ? "site-check-missing" : null),
    apply: (model) => {
      model.state = "decided";
      model.accepted = value;
    },
  },
  return: {
    ...{ noun: "return", roles: ["township", "department", "assessor"], step: null, body: { reason: "请补正" } },
    states: ["township", "department", "acceptance"],
    apply: (model) => {
      model.state = "self";
      model.round += 1;
      model.verified = null;
      model.checkedBy = null;
    },
  },
});

const by = (name: string, actor: Actor, value = 5): Command => move(actor, moves(value)[name] as Move);

/** From the form as far as acceptance, by those whose it is; `many` hands in. */
export const asFarAsAcceptance = (): readonly Command[] => [
  ...[typing("secretary", 4), by("submit", "many"), by("review", "township"), by("section", "department")],
];

/** A case that was checked on site and sent back: its second round begins. */
export const asFarAsReturned = (): readonly Command[] => [
  ...asFarAsAcceptance(),
  ...[by("verify", "assessor"), by("return", "assessor2")],
];

export function assessmentCommands(): fc.Arbitrary<Command>[] {
  const value = fc.integer({ min: 0, max: 10 });
  const of = (...likely: Actor[]) =>
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...likely) }, fc.constantFrom(...actors));
  const command = (name: string, ...likely: Actor[]) =>
    fc.tuple(of(...likely), value).map(([who, of]) => by(name, who, of));
  return [
    fc.tuple(of("secretary", "many"), value).map(([who, typed]) => typing(who, typed)),
    command("submit", "secretary", "many"),
    command("review", "township", "many"),
    command("section", "department"),
    command("verify", "assessor", "assessor2", "many"),
    command("accept", "assessor", "assessor2", "many"),
    command("return", "township", "assessor", "department"),
    fc.constant(handInTwice()),
  ];
}
