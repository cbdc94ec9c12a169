/**
 * Against a real ClickHouse: what the one in a package does not have. Runs when HANDRAIL_CLICKHOUSE_URL is set, with a user
 * (HANDRAIL_CLICKHOUSE_WRITE_USER, _PASSWORD) who may create and drop tables in its own database.
 */
import { describe, expect, it } from 'vitest';
import { ask } from '../../src/backends/clickhouse/compile.ts';
import { columnsStatement } from '../../src/backends/clickhouse/profile.ts';
import { identifier, textOf } from '../../src/backends/clickhouse/statement.ts';
import { EventTable } from '../../src/backends/clickhouse/table.ts';
import { runToEnd } from '../../src/engine/run.ts';
import type { TableSource } from '../../src/journey/table-source.ts';
import { createTableSql, insertSql, rowsToLoad } from '../../src/report/load-table.ts';
import { askRows, clickHouseAddress, finish, send } from '../../src/server/clickhouse-client.ts';
import { benchColumns } from '../bench/data.ts';
import { QUESTIONS } from '../bench/questions.ts';

const reader = clickHouseAddress(process.env);
const writer = reader && {
  ...reader,
  user: process.env.HANDRAIL_CLICKHOUSE_WRITE_USER || reader.user,
  password: process.env.HANDRAIL_CLICKHOUSE_WRITE_PASSWORD || reader.password,
};

describe.skipIf(reader === null)('a ClickHouse server', () => {
  const address = writer ?? { url: new URL('http://localhost'), user: null, password: null };
  const name = `handrail_test_${process.pid}`;
  const source: TableSource = {
    name,
    sourceIndex: 0,
    database: null,
    tables: [name],
    person: 'person',
    time: 'time',
    event: 'event',
    value: 'value',
    order: 'place',
    properties: { channel: 'channel' },
    exclude: [],
    until: null,
  };

  it('counts what the embedded engine counts, and tells how far it is', async () => {
    const columns = benchColumns(200_000);
    await send(createTableSql(name, ['channel']), {}, address, {}, '');
    try {
      const profile = { sources: [] } as unknown as Parameters<typeof rowsToLoad>[1];
      for (const rows of rowsToLoad(columns, profile, { load: 'test', firstPlace: 0 })) {
        await send(insertSql(name, ['channel']), {}, address, {}, rows);
      }
      const found = await askRows(columnsStatement(null, name), address);
      const table = new EventTable(
        source,
        found.map((row) => ({ name: textOf(row, 'name'), type: textOf(row, 'type') })),
      );
      for (const { query } of QUESTIONS) {
        const answer = await finish(ask(query, table), address);
        expect(answer.steps).toEqual(runToEnd(columns, query).steps);
      }
    } finally {
      await send(`DROP TABLE ${identifier(name)}`, {}, address, {}, '');
    }
  });

  it('stops what nobody waits for', async () => {
    const gone = new AbortController();
    const mark = `gone ${process.pid}`;
    const slow = { sql: `SELECT sum(sleepEachRow(1)) AS n, {m:String} AS m FROM numbers(100)`, params: { m: mark } };
    const asked = askRows(slow, address, { signal: gone.signal });
    setTimeout(() => gone.abort(), 1500);
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    await expect
      .poll(
        async () => {
          const running = {
            sql: `SELECT count() AS n FROM system.processes WHERE query LIKE '%sleepEachRow(1)%100%'`,
            params: {},
          };
          const [row] = await askRows(running, address);
          return Number(row?.n);
        },
        { timeout: 30_000 },
      )
      .toBeLessThanOrEqual(1);
  });

  it('refuses a wrong password, and says so', async () => {
    const wrong = { ...address, user: address.user ?? 'default', password: 'surely not' };
    await expect(askRows({ sql: 'SELECT 1', params: {} }, wrong)).rejects.toMatchObject({ code: 'clickhouse-refused' });
  });

  it('says what is over a limit', async () => {
    const sql = 'SELECT count() FROM numbers(100000000000) WHERE number % 3 = 0 SETTINGS max_execution_time = 1';
    await expect(askRows({ sql, params: {} }, address)).rejects.toMatchObject({
      code: 'clickhouse-over-limit',
      details: { limit: 'time' },
    });
  });
});
