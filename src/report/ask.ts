import type { AnswerOf } from '../engine/answer.ts';
import { canonicalJson } from '../engine/canonical.ts';
import type { EventColumns } from '../engine/columns.ts';
import type { Query } from '../engine/query.ts';
import { runToEnd } from '../engine/run.ts';

/** Answers questions about one dataset there and then. */
export type Ask = <Q extends Query>(question: Q) => AnswerOf<Q>;

/** Answers on columns, each question once. */
export function askColumns(columns: EventColumns): Ask {
  const answered = new Map<string, unknown>();
  return <Q extends Query>(question: Q): AnswerOf<Q> => {
    const key = canonicalJson(question);
    if (!answered.has(key)) answered.set(key, runToEnd(columns, question));
    return answered.get(key) as AnswerOf<Q>;
  };
}

/**
 * Makes something of answers that come later: what `make` asks and is not there yet is fetched, and it is made again
 * until nothing is missing. `make` must ask the same each time.
 */
export async function withAnswers<T>(
  fetch: <Q extends Query>(question: Q) => Promise<AnswerOf<Q>>,
  make: (ask: Ask) => T,
): Promise<T> {
  const answered = new Map<string, unknown>();
  const ask: Ask = <Q extends Query>(question: Q): AnswerOf<Q> => {
    const key = canonicalJson(question);
    if (!answered.has(key)) throw new Unanswered(question, key);
    return answered.get(key) as AnswerOf<Q>;
  };
  for (;;) {
    try {
      return make(ask);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      answered.set(error.key, await fetch(error.question));
    }
  }
}

/** Not an error: where the making stops until a question is answered. */
class Unanswered {
  readonly question: Query;
  readonly key: string;

  constructor(question: Query, key: string) {
    this.question = question;
    this.key = key;
  }
}
