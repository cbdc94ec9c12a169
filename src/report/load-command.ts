import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { numberOf } from '../backends/clickhouse/statement.ts';
import { importFiles } from '../importers/import.ts';
import { HandrailError, toHandrailError } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import { parsePlan } from '../journey/plan-file.ts';
import { askRows, type ClickHouseAddress, clickHouseAddress, send } from '../server/clickhouse-client.ts';
import { commandSentence } from './command-sentence.ts';
import { createTableSql, insertSql, propertyColumn, rowsToLoad, tableIdentifier } from './load-table.ts';
import { nodeFile } from './node-file.ts';
import type { ReportStreams } from './report-command.ts';

const HELP = `handrail load --plan plan.json --clickhouse TABLE FILE…

Reads the files as the plan says and puts their events into a table of ClickHouse, which is made when it is not there.
Prints the plan's source for that table.

  HANDRAIL_CLICKHOUSE_URL                    where ClickHouse is
  HANDRAIL_CLICKHOUSE_WRITE_USER, _PASSWORD  a user who may create and fill the table
  HANDRAIL_SALT_FILE                         the journey's salt, so that people of next month's file are the same
`;

/** The command `load`. Exit codes: 0, or 2 with one sentence. The same files again add nothing. */
export async function runLoad(args: readonly string[], io: Omit<ReportStreams, 'css'>): Promise<number> {
  try {
    if (args.includes('--help') || args.includes('-h')) io.out(HELP);
    else await load(args, io);
    return 0;
  } catch (error) {
    io.err(`${commandSentence(toHandrailError(error))}\n`);
    return 2;
  }
}

async function load(args: readonly string[], io: Omit<ReportStreams, 'css'>): Promise<void> {
  const { planPath, table, files } = parseArguments(args);
  const address = writer(io.env);
  const content = await bytesOf(resolve(io.cwd, planPath));
  const parsed = parsePlan(content.toString('utf8'), basename(planPath)).plan;
  const plan: Plan = { ...parsed, sources: parsed.sources.filter(({ shape }) => shape !== 'clickhouse') };
  const salt = await saltOf(plan, io);
  const given = await Promise.all(files.map((file) => nodeFile(resolve(io.cwd, file))));
  const { columns, profile } = await importFiles(given, plan, { salt, nowUs: io.nowUs });
  const digests = profile.sources.flatMap(({ files: read }) => read.map(({ digest }) => digest));
  const mark = createHash('sha256')
    .update(JSON.stringify([digests.sort(), plan.sources, plan.timeZone ?? null]))
    .digest('hex')
    .slice(0, 16);
  const properties = Object.keys(columns.properties);
  await send(createTableSql(table, properties), {}, address, {}, '');
  const place = tableIdentifier(table);
  const [before] = await askRows(
    {
      sql: `SELECT count() AS events, countIf(load = {load:String}) AS here, max(place) AS last FROM ${place}`,
      params: { load: mark },
    },
    address,
  );
  const here = numberOf(before, 'here');
  if (here === columns.eventCount) {
    io.err(`These files are in ${table} already: nothing was added.\n`);
  } else {
    // What an earlier attempt left half-way goes first.
    if (here > 0)
      await send(`ALTER TABLE ${place} DELETE WHERE load = '${mark}' SETTINGS mutations_sync = 2`, {}, address, {}, '');
    const firstPlace = numberOf(before, 'events') === 0 ? 0 : numberOf(before, 'last') + 1;
    for (const rows of rowsToLoad(columns, profile, { load: mark, firstPlace })) {
      await send(insertSql(table, properties), {}, address, {}, rows);
    }
    io.err(`${columns.eventCount} events of ${columns.personCount} people are in ${table}.\n`);
  }
  const source = {
    shape: 'clickhouse',
    table,
    person: 'person',
    time: 'time',
    event: 'event',
    value: 'value',
    orderBy: 'place',
    properties: Object.fromEntries(properties.map((property) => [property, propertyColumn(property)])),
  };
  io.out(`${JSON.stringify(source, null, 2)}\n`);
}

interface LoadArguments {
  readonly planPath: string;
  readonly table: string;
  readonly files: readonly string[];
}

function parseArguments(args: readonly string[]): LoadArguments {
  const named: Record<string, string> = {};
  const files: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (!arg.startsWith('-')) {
      files.push(arg);
      continue;
    }
    const [name = '', inline] = arg.split(/=(.*)/s);
    if (name !== '--plan' && name !== '--clickhouse') throw usage(`there is no option ${name}`);
    const value = inline ?? args[++i];
    if (value === undefined || value === '') throw usage(`${name} needs a value`);
    named[name] = value;
  }
  const { '--plan': planPath, '--clickhouse': table } = named;
  if (planPath === undefined) throw usage('name the plan with --plan plan.json');
  if (table === undefined) throw usage('name the table with --clickhouse shop.events');
  if (files.length === 0) throw usage('name at least one file to load');
  return { planPath, table, files };
}

function writer(env: ReportStreams['env']): ClickHouseAddress {
  const address = clickHouseAddress(env);
  if (address === null) throw usage('set HANDRAIL_CLICKHOUSE_URL to the address of the ClickHouse');
  return {
    ...address,
    user: env.HANDRAIL_CLICKHOUSE_WRITE_USER || null,
    password: env.HANDRAIL_CLICKHOUSE_WRITE_PASSWORD || null,
  };
}

async function saltOf(plan: Plan, { cwd, env }: Omit<ReportStreams, 'css'>): Promise<Uint8Array> {
  const path = env.HANDRAIL_SALT_FILE;
  if (path !== undefined && path !== '') return new Uint8Array(await bytesOf(resolve(cwd, path)));
  if (plan.keys === 'kept') return new Uint8Array(0);
  throw usage(
    'set HANDRAIL_SALT_FILE to a file of the journey’s own (head -c 32 /dev/urandom > salt makes one): with another salt, people of next month’s file would be others',
  );
}

async function bytesOf(path: string): Promise<Buffer> {
  return readFile(path).catch((cause: unknown) => {
    throw new HandrailError('file-unreadable', { file: basename(path), why: 'there is no such file' }, { cause });
  });
}

function usage(problem: string): HandrailError {
  return new HandrailError('usage', { problem });
}
