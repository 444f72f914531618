/** 一点一策: goals, measures each with who is responsible and by when, and the milestones on the way. */
export interface PlanText {
  readonly goals: string;
  readonly measures: readonly PlanMeasure[];
  readonly milestones: readonly PlanMilestone[];
}

/** What is done, the post that is responsible (no personal data beyond the name of the post), and by which day. */
export interface PlanMeasure {
  readonly text: string;
  readonly responsible: string;
  readonly dueOn: string | null;
}

/** A state that will be reached by a day. */
export interface PlanMilestone {
  readonly title: string;
  readonly dueOn: string | null;
}
