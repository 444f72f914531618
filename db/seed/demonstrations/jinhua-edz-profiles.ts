import type { Json } from "../../../worker/domain/expression.ts";

/**
 * Eight accepted sheets of answers, all examples: the notice says what is asked, not what anyone had.
 * A scores 97.50, B 83, C 71, D 69.50, E 90, F 80, G 79.50, H 70.
 */
export const profiles: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  A: sheet("full", 5, 4.5, 0, 3, true, 18),
  B: sheet("partial", 4, 4, 1, 2, true, 15),
  C: sheet("partial", 2, 3, 2, 2, false, 14),
  D: sheet("partial", 2, 3.5, 2, 2, false, 12),
  E: sheet("full", 6, 5, 0, 3, false, 16),
  F: sheet("partial", 4, 4, 1, 2, true, 12),
  G: sheet("partial", 4, 3.5, 1, 2, true, 12),
  H: sheet("partial", 2, 3, 2, 2, false, 13),
};

/** In the standard's order: committee, trainings held, members, meetings missed, carriers, a place to meet, display. */
function sheet(
  committee: "full" | "partial",
  training: number,
  members: number,
  meetings: number,
  carriers: number,
  meetingPlace: boolean,
  display: number,
): Readonly<Record<string, Json>> {
  return {
    secretary: true,
    committee,
    training,
    members,
    meetings,
    carriers,
    venue_service: true,
    venue_activity: true,
    venue_meeting: meetingPlace,
    display,
  };
}
