import type { Fault } from "./fault.ts";
import type { UnitKind } from "./vocabulary.ts";

/** The days of a cycle, `YYYY-MM-DD` in China; each holds to its end. Null: nobody has set one. */
export interface Calendar {
  readonly opensOn: string;
  readonly selfUntil: string | null;
  readonly reviewUntil: string | null;
  readonly acceptanceUntil: string | null;
}

/** The faults of a calendar: no day stands before one that comes earlier in the year of an assessment. */
export function calendarFaults(calendar: Calendar): readonly Fault[] {
  const { opensOn, selfUntil, reviewUntil, acceptanceUntil } = calendar;
  const days = [
    { path: "opensOn", title: "开启日", day: opensOn },
    { path: "selfUntil", title: "自评截止日", day: selfUntil },
    { path: "reviewUntil", title: "初审截止日", day: reviewUntil },
    { path: "acceptanceUntil", title: "验收截止日", day: acceptanceUntil },
  ].flatMap(({ day, ...named }) => (day === null ? [] : [{ ...named, day }]));
  return days.flatMap((later, place) => {
    const earlier = days[place - 1];
    return earlier === undefined || earlier.day <= later.day
      ? []
      : [{ path: later.path, message: `不能早于${earlier.title} ${earlier.day}` }];
  });
}

/** Who takes part in a cycle, as it was planned; what isn't given narrows nothing. */
export interface Participants {
  readonly belts?: readonly string[];
  readonly townships?: readonly string[];
  readonly demonstrationsOnly?: boolean;
  readonly declaredOnly?: boolean;
}

/** A unit as far as it decides who takes part. */
export interface Candidate {
  readonly kind: UnitKind;
  readonly belt: string | null;
  readonly demonstration: boolean;
  /** The ids of its township and trade committee. */
  readonly above: readonly (string | null)[];
  readonly facts: Readonly<Record<string, unknown>>;
}

const committees: readonly UnitKind[] = ["committee", "township", "industry"];

/**
 * Whether a unit may be asked for a standard of this subject in a cycle; whether the standard applies to it is the
 * standard's own condition. One without a condition asks branches and not the committees above them; one on committees
 * asks only these, one on belts no unit (beltTakesPart). A unit has declared badges where its fact `declared` names one (开化 "因企制宜、争有目标").
 */
export function mayTakePart(
  unit: Candidate,
  participants: Participants,
  standard: { readonly subject: string; readonly hasCondition: boolean },
): boolean {
  const { belts, townships, demonstrationsOnly, declaredOnly } = participants;
  const isCommittee = committees.includes(unit.kind);
  if (standard.subject === "belt") return false;
  if (standard.subject === "committee" ? !isCommittee : isCommittee && !standard.hasCondition) return false;
  if (belts !== undefined && (unit.belt === null || !belts.includes(unit.belt))) return false;
  if (townships !== undefined && !unit.above.some((id) => id !== null && townships.includes(id))) return false;
  if (demonstrationsOnly === true && !unit.demonstration) return false;
  const declared = unit.facts["declared"];
  return declaredOnly !== true || (Array.isArray(declared) && declared.length > 0);
}
