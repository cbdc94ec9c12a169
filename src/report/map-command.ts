import { columnsStatement } from '../backends/clickhouse/profile.ts';
import { identifier, numberOf, type Row, textOf } from '../backends/clickhouse/statement.ts';
import { HandrailError, toHandrailError } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import { formatPlan } from '../journey/plan-file.ts';
import { guessStages } from '../journey/stage-guess.ts';
import { askRows, type ClickHouseAddress, clickHouseAddress } from '../server/clickhouse-client.ts';
import { commandSentence } from './command-sentence.ts';
import { tableIdentifier } from './load-table.ts';
import { guessSource } from './map-guess.ts';
import type { ReportStreams } from './report-command.ts';

const HELP = `handrail map [TABLE]

Without a table: the tables that the user may read. With one, like shop.events: a plan with that table as its source, as
far as names and types of its columns tell. Rows are shown on standard error; look at them, and correct the plan.

  HANDRAIL_CLICKHOUSE_URL, _USER, _PASSWORD  where ClickHouse is, and who asks
`;

type MapStreams = Pick<ReportStreams, 'out' | 'err' | 'env'>;

/** The command `map`. Exit codes: 0, or 2 with one sentence. */
export async function runMap(args: readonly string[], io: MapStreams): Promise<number> {
  try {
    const [table, ...more] = args;
    if (table === '--help' || table === '-h') {
      io.out(HELP);
      return 0;
    }
    if (more.length > 0 || table?.startsWith('-')) throw usage('name one table, or none');
    const address = clickHouseAddress(io.env);
    if (address === null) throw usage('set HANDRAIL_CLICKHOUSE_URL to the address of the ClickHouse');
    if (table === undefined) await list(address, io);
    else await map(table, address, io);
    return 0;
  } catch (error) {
    io.err(`${commandSentence(toHandrailError(error))}\n`);
    return 2;
  }
}

async function list(address: ClickHouseAddress, { out, err }: MapStreams): Promise<void> {
  const rows = await askRows(
    {
      sql: `SELECT database, name, toString(ifNull(total_rows, 0)) AS rows FROM system.tables WHERE database NOT IN ('system', 'INFORMATION_SCHEMA', 'information_schema') ORDER BY database, name`,
      params: {},
    },
    address,
  );
  if (rows.length === 0) err('There is no table that this user may read.\n');
  for (const row of rows) out(`${textOf(row, 'database')}.${textOf(row, 'name')}\t${textOf(row, 'rows')} rows\n`);
}

async function map(name: string, address: ClickHouseAddress, { out, err }: MapStreams): Promise<void> {
  const [database = '', table, ...more] = name.split('.');
  const split = table !== undefined && more.length === 0 && database !== '' && table !== '';
  const found = await askRows(split ? columnsStatement(database, table) : columnsStatement(null, name), address);
  if (found.length === 0) throw new HandrailError('clickhouse-table-missing', { table: name });
  const columns = found.map((row) => ({ name: textOf(row, 'name'), type: textOf(row, 'type') }));
  const source = guessSource(name, columns);
  if ('missing' in source) {
    const names = columns.map((column) => `${column.name} ${column.type}`).join(', ');
    throw usage(`no column of ${name} looks like the ${source.missing}: write the plan's source by hand (${names})`);
  }
  const rows = await askRows({ sql: `SELECT * FROM ${tableIdentifier(name)} LIMIT 5`, params: {} }, address);
  for (const row of rows) err(`${JSON.stringify(row)}\n`);
  const names = await askRows(
    {
      sql: `SELECT toString(${identifier(source.event)}) AS name, count() AS events, uniqExact(${identifier(source.person)}) AS people, toUnixTimestamp(toDateTime(min(${identifier(source.time)}))) AS first FROM ${tableIdentifier(name)} GROUP BY name ORDER BY events DESC, name LIMIT 20`,
      params: {},
    },
    address,
  );
  err(`Events: ${names.map((row) => textOf(row, 'name')).join(', ')}. Those in the plan's stages are a guess.\n`);
  out(formatPlan({ handrail: 1, name, sources: [{ files: '', ...source }], stages: stagesOf(names) } satisfies Plan));
}

function stagesOf(rows: readonly Row[]): Plan['stages'] {
  const guessed = guessStages(
    rows.map((row) => ({
      name: textOf(row, 'name'),
      events: numberOf(row, 'events'),
      people: numberOf(row, 'people'),
      firstUs: numberOf(row, 'first') * 1e6,
    })),
  );
  return Object.fromEntries(Object.entries(guessed).map(([stage, { enter }]) => [stage, { enter }]));
}

function usage(problem: string): HandrailError {
  return new HandrailError('usage', { problem });
}
