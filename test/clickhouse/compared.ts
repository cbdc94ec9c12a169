import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Query } from '../../src/engine/query.ts';
import { runToEnd } from '../../src/engine/run.ts';
import { tableOf } from '../../src/report/conformance/event-tables.ts';
import { LocalClickHouse } from '../../src/report/conformance/local-clickhouse.ts';
import { journeys } from './generated.ts';

/** How many journeys are asked about. */
export const JOURNEYS = Number(process.env.HANDRAIL_JOURNEYS ?? 200);

const KINDS = ['funnel', 'comparison', 'trend', 'time-to-convert', 'evidence'] as const;
const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The curve is a product of many factors, which the two multiply in different ways; and nine tenths is no binary number,
 * so that the two round the quantile differently, far below a microsecond.
 */
export function exact(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => exact(one));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, exact(inner, name)]));
  }
  if (typeof value !== 'number') return value;
  if (key === 'mean' || key === 'variance') return Number(value.toPrecision(12));
  return key === 'share' ? Number(value.toFixed(9)) : key === 'p90Us' ? Number(value.toFixed(1)) : value;
}

/** Asks both backends every question of the first `count` journeys, whose rows are spread over so many tables. */
export function comparesJourneys(count: number, tables: number): void {
  const by = new Map<string, { asked: number; readonly different: string[] }>(
    KINDS.map((kind) => [kind, { asked: 0, different: [] }]),
  );
  let clickhouse: LocalClickHouse;

  beforeAll(() => {
    clickhouse = new LocalClickHouse(root);
    // Tables of a hundred rows are not worth a second thread.
    clickhouse.exec('SET max_threads = 1');
    for (const [index, { columns, queries }] of journeys(count).entries()) {
      const table = tableOf(clickhouse, columns, tables);
      for (const query of queries) {
        const compared = by.get(query.kind);
        if (compared === undefined) continue;
        compared.asked++;
        const expected = JSON.stringify(exact(runToEnd<Query>(columns, query)));
        const answer = answerTo(query, () => clickhouse.answer<Query>(query, table));
        if (answer !== expected) compared.different.push(`${index} ${JSON.stringify(query)}\n${expected}\n${answer}`);
      }
    }
  }, 7_200_000);

  afterAll(() => clickhouse.close());

  test.each(KINDS)('%s', (kind) => {
    const { asked, different } = by.get(kind) ?? { asked: 0, different: [] };
    expect(asked).toBeGreaterThan(count / 2);
    expect(different.slice(0, 3)).toEqual([]);
  });
}

function answerTo(query: Query, ask: () => unknown): string {
  try {
    return JSON.stringify(exact(ask()));
  } catch (error) {
    return `${query.kind} failed: ${String(error)}`;
  }
}
