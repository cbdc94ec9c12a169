import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Query } from '../../src/engine/query.ts';
import { runToEnd } from '../../src/engine/run.ts';
import { tableOf } from '../../src/report/conformance/event-tables.ts';
import { LocalClickHouse } from '../../src/report/conformance/local-clickhouse.ts';
import { type Journey, journeys } from './generated.ts';

/** Journeys asked of one table, and fewer of tables over which people are spread, where every question takes longer. */
const COUNT = Number(process.env.HANDRAIL_JOURNEYS ?? 200);
const SPREAD = Math.ceil(COUNT / 4);
const KINDS = ['funnel', 'comparison', 'trend', 'time-to-convert', 'evidence'] as const;
const some = journeys(COUNT);
const root = fileURLToPath(new URL('../..', import.meta.url));
let clickhouse: LocalClickHouse;

beforeAll(() => {
  clickhouse = new LocalClickHouse(root);
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
  if (key === 'mean' || key === 'variance') return Number(value.toPrecision(12));
  return key === 'share' ? Number(value.toFixed(9)) : key === 'p90Us' ? Number(value.toFixed(1)) : value;
}

interface Compared {
  asked: number;
  readonly different: string[];
}

function compare(
  { columns, queries }: Journey,
  index: number,
  tables: number,
  by: ReadonlyMap<string, Compared>,
): void {
  const table = tableOf(clickhouse, columns, tables);
  for (const query of queries) {
    const compared = by.get(query.kind);
    if (compared === undefined) continue;
    compared.asked++;
    const expected = JSON.stringify(exact(runToEnd<Query>(columns, query)));
    let answer: string;
    try {
      answer = JSON.stringify(exact(clickhouse.answer<Query>(query, table)));
    } catch (error) {
      answer = String(error);
    }
    if (answer !== expected) compared.different.push(`${index} ${JSON.stringify(query)}\n${expected}\n${answer}`);
  }
}

describe.each([
  ['one table', 1, COUNT],
  ['people spread over three tables', 3, SPREAD],
])('%s', (_, tables, count) => {
  const by = new Map(KINDS.map((kind) => [kind, { asked: 0, different: [] as string[] }] as const));

  beforeAll(() => {
    for (const [index, journey] of some.slice(0, count).entries()) compare(journey, index, tables, by);
  }, 7_200_000);

  test.each(KINDS)('%s', (kind) => {
    const { asked, different } = by.get(kind) ?? { asked: 0, different: [] };
    expect(asked).toBeGreaterThan(count / 2);
    expect(different.slice(0, 3)).toEqual([]);
  });
});
