import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ask } from '../../src/backends/clickhouse/compile.ts';
import type { EventTable } from '../../src/backends/clickhouse/table.ts';
import type { FunnelAnswer } from '../../src/engine/answer.ts';
import type { EventColumns } from '../../src/engine/columns.ts';
import type { FunnelQuery } from '../../src/engine/query.ts';
import { runToEnd } from '../../src/engine/run.ts';
import type { LocalClickHouse } from '../../src/report/conformance/local-clickhouse.ts';
import { type BenchQuestion, STEPS, WINDOW_US } from './questions.ts';

/** Answers with the people who reached each step, per group in the order of names. */
export type Reached = Readonly<Record<string, readonly number[]>>;

export interface Contender {
  readonly name: string;
  /** `null` when it cannot be asked this; the promise holds `null` where it counts by another rule. */
  ask(question: BenchQuestion): Promise<Reached | null> | null;
}

function reachedOf({ steps, breakdown }: FunnelAnswer): Reached {
  const groups = (breakdown?.groups ?? []).map(
    ({ group, steps: of }) => [group.kind === 'value' ? group.value : '', of.map(({ reached }) => reached)] as const,
  );
  return sorted(Object.fromEntries(breakdown === null ? [['all', steps.map(({ reached }) => reached)]] : groups));
}

function sorted(reached: Reached): Reached {
  return Object.fromEntries(Object.entries(reached).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function embedded(columns: EventColumns): Contender {
  return { name: 'embedded engine', ask: async ({ query }) => reachedOf(runToEnd(columns, query)) };
}

export function clickHouse(local: LocalClickHouse, table: EventTable, threads: number): Contender {
  return {
    name: `ClickHouse, ${threads} thread${threads === 1 ? '' : 's'}`,
    ask: async ({ query }) => {
      local.exec(`SET max_threads = ${threads}`);
      return reachedOf(local.finish(ask<FunnelQuery>(query, table)));
    },
  };
}

/** What somebody would write by hand, which counts people and tells nothing more. */
export function windowFunnel(local: LocalClickHouse, threads: number): Contender {
  return {
    name: `windowFunnel by hand, ${threads} thread${threads === 1 ? '' : 's'}`,
    ask: ({ byHand: { mode, steps, from, same }, query }) => {
      local.exec(`SET max_threads = ${threads}`);
      const given = mode === '' ? '' : `, '${mode}'`;
      const level = `windowFunnel(${WINDOW_US}${given})(toUInt64(toUnixTimestamp64Micro(at)), ${steps.join(', ')}) AS level`;
      const group =
        query.breakdown === null ? '' : `argMinIf(channel, at, channel != '' AND (${steps.join(' OR ')})) AS g, `;
      const rows = local.rows({
        sql: `SELECT ${group === '' ? `'all' AS g` : 'g'}, ${steps.map((_, k) => `countIf(level > ${k}) AS n${k}`).join(', ')} FROM (SELECT ${group}${level} FROM ${from} GROUP BY person) GROUP BY g`,
        params: {},
      });
      if (!same) return Promise.resolve(null);
      const counts = rows.map((row) => [String(row.g), steps.map((_, k) => Number(row[`n${k}`]))] as const);
      return Promise.resolve(sorted(Object.fromEntries(counts.filter(([, [first = 0]]) => first > 0))));
    },
  };
}

interface DuckConnection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRows(): readonly (readonly unknown[])[] }>;
}

/** DuckDB by hand: per step a window over the person's events finds the latest start that got so far. */
export async function duckDb(root: string, csv: string, threads: number): Promise<Contender> {
  const { DuckDBInstance } = createRequire(join(root, 'test', 'bench', 'package.json'))('@duckdb/node-api') as {
    DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<DuckConnection> }> };
  };
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`SET threads = ${threads}`);
  await connection.run(
    `CREATE TABLE bench AS SELECT * FROM read_csv('${csv}', header = false, columns = {'person': 'VARCHAR', 'us': 'BIGINT', 'event': 'VARCHAR', 'channel': 'VARCHAR', 'place': 'BIGINT'}, nullstr = '\\N') ORDER BY person, us, place`,
  );
  return {
    name: `DuckDB, ${threads} thread${threads === 1 ? '' : 's'}`,
    ask: ({ query, duckDb: condition }) =>
      condition === null ? null : duckFunnel(connection, query.breakdown !== null, condition),
  };
}

async function duckFunnel(connection: DuckConnection, groups: boolean, condition: string): Promise<Reached> {
  const step = `CASE event ${STEPS.map((name, k) => `WHEN '${name}' THEN ${k}`).join(' ')} END`;
  let sql = `SELECT person, us, channel, place, ${step} AS step FROM bench WHERE event IN (${STEPS.map((s) => `'${s}'`)})${condition}`;
  sql = `SELECT *, max(CASE WHEN step = 0 THEN us END) OVER w AS s0 FROM (${sql}) WINDOW w AS (PARTITION BY person ORDER BY us, step ROWS UNBOUNDED PRECEDING)`;
  for (let k = 1; k < STEPS.length; k++) {
    sql = `SELECT *, max(CASE WHEN step = ${k} AND us - s${k - 1} <= ${WINDOW_US} THEN s${k - 1} END) OVER w AS s${k} FROM (${sql}) WINDOW w AS (PARTITION BY person ORDER BY us, step ROWS UNBOUNDED PRECEDING)`;
  }
  const group = groups ? `arg_min(channel, us) FILTER (WHERE channel <> '')` : `'all'`;
  const people = `SELECT coalesce(${group}, '') AS g, ${STEPS.map((_, k) => `max(s${k}) IS NOT NULL AS r${k}`).join(', ')} FROM (${sql}) GROUP BY person`;
  const result = await connection.runAndReadAll(
    `SELECT g, ${STEPS.map((_, k) => `count(*) FILTER (WHERE r${k})::DOUBLE AS n${k}`).join(', ')} FROM (${people}) GROUP BY g`,
  );
  const counts = result.getRows().map(([g, ...reached]) => [String(g), reached.map(Number)] as const);
  return sorted(Object.fromEntries(counts.filter(([, [first = 0]]) => first > 0)));
}
