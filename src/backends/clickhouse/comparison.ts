import type { ComparisonAnswer } from '../../engine/answer.ts';
import { comparisonOf } from '../../engine/comparison.ts';
import type { ComparisonQuery } from '../../engine/query.ts';
import { outcomesInPeriods } from './outcomes.ts';
import { People } from './people.ts';
import { type Asking, numberOf, Params } from './statement.ts';
import type { EventTable } from './table.ts';

/** People by how far they came in each of two periods. */
export function* comparison(query: ComparisonQuery, table: EventTable): Asking<ComparisonAnswer> {
  const params = new Params();
  const inA = { ...query, entered: query.a };
  const inB = { ...query, entered: query.b };
  const from = outcomesInPeriods(new People(inA, table, params), query, params, [inA, inB]);
  const columns = 'depthA, maturedA, depthB, maturedB';
  const rows = yield {
    sql: `SELECT ${columns}, count() AS people FROM (${from}) GROUP BY ${columns}`,
    params: params.values,
  };
  return comparisonOf(
    query.steps,
    rows.map((row) => ({
      a: { depth: numberOf(row, 'depthA'), maturedDepth: numberOf(row, 'maturedA') },
      b: { depth: numberOf(row, 'depthB'), maturedDepth: numberOf(row, 'maturedB') },
      people: numberOf(row, 'people'),
    })),
  );
}
