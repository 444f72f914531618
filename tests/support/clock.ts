/** A clock that stands still until a test moves it. */
export interface Clock {
  readonly now: () => Date;
  readonly forward: (seconds: number) => void;
}

export function clock(start = "2026-11-22T08:00:00.000Z"): Clock {
  let time = new Date(start).getTime();
  return {
    now: () => new Date(time),
    forward: (seconds) => {
      time += seconds * 1000;
    },
  };
}
