/** An answer as it was sent the first time: what a repeated POST with the same Idempotency-Key gets again. */
export interface EarlierAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const earlierAnswers = new WeakMap<Error, EarlierAnswer>();

/** What `read` throws where this request was answered before: no refusal and no bug, the way out to the first answer. */
export function repeatError(answer: EarlierAnswer): Error {
  const error = new Error("answered before");
  earlierAnswers.set(error, answer);
  return error;
}

/** The first answer that `error` leads to, if it does. */
export function earlierAnswerOf(error: unknown): EarlierAnswer | undefined {
  return error instanceof Error ? earlierAnswers.get(error) : undefined;
}
