import type { AnswerOf, Answers } from '../../engine/answer.ts';
import type { Query, QueryKind } from '../../engine/query.ts';
import { comparison } from './comparison.ts';
import { evidence } from './evidence.ts';
import { funnel } from './funnel.ts';
import type { Asking } from './statement.ts';
import type { EventTable } from './table.ts';
import { timeToConvert } from './time-to-convert.ts';
import { trend } from './trend.ts';

/**
 * Asks a question of a table: yields statements, takes their rows, returns the answer that the embedded engine would
 * give. Throws a RangeError for a question that makes no sense, as the engine does.
 */
export function ask<Q extends Query>(query: Q, table: EventTable): Asking<AnswerOf<Q>> {
  return asked(query, table) as Asking<AnswerOf<Q>>;
}

function asked(query: Query, table: EventTable): Asking<Answers[QueryKind]> {
  switch (query.kind) {
    case 'funnel':
      return funnel(query, table);
    case 'trend':
      return trend(query, table);
    case 'time-to-convert':
      return timeToConvert(query, table);
    case 'comparison':
      return comparison(query, table);
    case 'evidence':
      return evidence(query, table);
  }
}
