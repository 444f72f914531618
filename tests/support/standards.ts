import {
  answerOf,
  checkSubjects,
  readStandard,
  type ScoredResult,
  type Standard,
  type Subject,
  type SubjectResult,
  scoreSubjects,
} from "../../worker/domain/standard/index.ts";

/** A document with its sections, by points unless `more` says otherwise. */
export function documentOf(sections: readonly object[], more: object = {}): object {
  return { format: "hongdai/standard@1", title: "标准", scoring: "points", sections, ...more };
}

/** A base section unless `more` says otherwise. */
export function section(code: string, items: readonly object[], more: object = {}): object {
  return { code, title: `大项${code}`, items, ...more };
}

export function item(code: string, score: object, more: object = {}): object {
  return { code, title: `指标${code}`, score, ...more };
}

/** 0…points, no step: a score that a test gives straight away. */
export function rating(points: number): object {
  return { kind: "rating", points };
}

/** The paths at which a document is refused, in their order; none where it is sound. */
export function faultPaths(document: unknown): readonly string[] {
  const read = readStandard(document);
  return "faults" in read ? read.faults.map(({ path }) => path) : [];
}

/** A document that must be sound. */
export function standardOf(document: unknown): Standard {
  const read = readStandard(document);
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.standard;
}

/** The answers of a call whose subjects must be sound, by id. */
export function scored(document: unknown, subjects: readonly Subject[]): ReadonlyMap<string, SubjectResult> {
  const standard = standardOf(document);
  const faults = checkSubjects(standard, subjects, "subjects");
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  const scores = scoreSubjects(standard, subjects);
  return new Map(subjects.map(({ id }, index) => [id, answerOf(scores, index)]));
}

/** The one subject's answer; it must have a score. */
export function scoredAlone(document: unknown, subject: Omit<Subject, "id">): ScoredResult {
  const result = scored(document, [{ id: "u1", ...subject }]).get("u1");
  if (result === undefined || !("score" in result)) throw new Error(JSON.stringify(result));
  return result;
}

/** The points of one answer to one item that stands alone in a bonus section, where nothing is rescaled. */
export function pointsFor(score: object, answer: NonNullable<Subject["answers"]>[string]): number | undefined {
  const document = documentOf([section("s", [item("x", score)], { kind: "bonus" })], { start: 1000 });
  return scoredAlone(document, { answers: { x: answer } }).sections[0]?.items[0]?.points;
}
