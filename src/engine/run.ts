import type { AnswerOf, Answers } from './answer.ts';
import type { EventColumns } from './columns.ts';
import { comparison } from './comparison.ts';
import { evidence } from './evidence.ts';
import { funnel } from './funnel.ts';
import type { Query, QueryKind } from './query.ts';
import { timeToConvert } from './time-to-convert.ts';
import { trend } from './trend.ts';

/**
 * Answers a question on event columns. The generator yields its progress in 0..1 after some milliseconds of work each
 * time, so that a worker can hear a cancel, and returns the answer. Throws a RangeError for a question that makes no
 * sense (no step, an unknown time zone, a step index out of range).
 */
export function runQuery<Q extends Query>(columns: EventColumns, query: Q): Generator<number, AnswerOf<Q>> {
  return answered(columns, query) as Generator<number, AnswerOf<Q>>;
}

/** Runs a question without a pause. */
export function runToEnd<Q extends Query>(columns: EventColumns, query: Q): AnswerOf<Q> {
  const running = runQuery(columns, query);
  for (;;) {
    const next = running.next();
    if (next.done === true) return next.value;
  }
}

function answered(columns: EventColumns, query: Query): Generator<number, Answers[QueryKind]> {
  switch (query.kind) {
    case 'funnel':
      return funnel(columns, query);
    case 'trend':
      return trend(columns, query);
    case 'time-to-convert':
      return timeToConvert(columns, query);
    case 'comparison':
      return comparison(columns, query);
    case 'evidence':
      return evidence(columns, query);
  }
}
