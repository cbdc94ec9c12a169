import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Query } from '../../src/engine/query.ts';
import { runToEnd } from '../../src/engine/run.ts';
import { ClickHouse } from './chdb.ts';
import { tableOf } from './event-tables.ts';
import { journeys } from './generated.ts';

const COUNT = Number(process.env.HANDRAIL_JOURNEYS ?? 200);
const some = journeys(COUNT);
let clickhouse: ClickHouse;

beforeAll(() => {
  clickhouse = new ClickHouse();
});

afterAll(() => clickhouse.close());

/**
 * The curve is a product of many factors, which the two multiply in different ways; and nine tenths is no binary number,
 * so that the two round the quantile differently, far below a microsecond.
 */
function exact(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => exact(one));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, exact(inner, name)]));
  }
  if (typeof value !== 'number') return value;
  return key === 'share' ? Number(value.toFixed(9)) : key === 'p90Us' ? Number(value.toFixed(1)) : value;
}

describe.each([
  ['one table', 1],
  ['people spread over three tables', 3],
])('%s', (_, spread) => {
  test.each(['funnel', 'comparison', 'trend', 'time-to-convert'] as const)('%s', (kind) => {
    const different: string[] = [];
    let asked = 0;
    some.forEach(({ columns, queries }, index) => {
      const query = queries.find((one) => one.kind === kind);
      if (query === undefined) return;
      asked++;
      const table = tableOf(clickhouse, columns, spread);
      let answer: unknown;
      try {
        answer = exact(clickhouse.answer<Query>(query, table));
      } catch (error) {
        answer = String(error);
      }
      const expected = exact(runToEnd<Query>(columns, query));
      if (JSON.stringify(answer) !== JSON.stringify(expected)) {
        different.push(`${index} ${JSON.stringify(query)}\n${JSON.stringify(expected)}\n${JSON.stringify(answer)}`);
      }
    });
    expect(asked).toBeGreaterThan(COUNT / 2);
    expect(different.slice(0, 3)).toEqual([]);
  });
});
