import type { ClickHouseErrors } from '../journey/clickhouse-errors.ts';
import { formatList, quote } from './numbers.ts';

type Sentences = { readonly [C in keyof ClickHouseErrors]: (details: ClickHouseErrors[C], locale: string) => string };

const LIMITS: Readonly<Record<ClickHouseErrors['clickhouse-over-limit']['limit'], string>> = {
  time: 'The question took longer than the ClickHouse user may take. Ask about a shorter time, or have the limit raised.',
  memory:
    'The question needs more memory than the ClickHouse user may use. Ask about a shorter time or without groups, or have the limit raised.',
  rows: 'The question reads or returns more rows than the ClickHouse user may. Ask about a shorter time, or have the limit raised.',
  quota: 'The ClickHouse user has asked as much as it may for now. Wait a while, and ask again.',
  busy: 'The server is answering as many questions as it can. Wait a moment, and ask again.',
};

export const CLICKHOUSE_SENTENCES: Sentences = {
  'clickhouse-off': () =>
    'This server knows no ClickHouse. Start it with HANDRAIL_CLICKHOUSE_URL and HANDRAIL_PLAN, or open files instead.',
  'clickhouse-source-unknown': ({ source, known }, locale) =>
    `The server's plan has no ClickHouse source ${quote(source)}${known.length === 0 ? '' : `; it has ${formatList(known.map(quote), locale)}`}. Open the plan that the server uses, or add the source to it.`,
  'clickhouse-unreachable': ({ why }) =>
    `ClickHouse could not be reached (${why}). Check that it runs, and the address that the server was given.`,
  'clickhouse-broken-off': () =>
    'The connection to ClickHouse broke off before the answer was whole. Nothing was changed; ask again.',
  'clickhouse-refused': ({ why }) =>
    `ClickHouse refused the user (${why}). Check the user, the password and its right to read, where the server is started.`,
  'clickhouse-table-missing': ({ table }) =>
    `ClickHouse has no table ${quote(table)} that the user may read. Check the plan's source, or have the right granted.`,
  'clickhouse-column-missing': ({ table, key, column, nearest }) =>
    `The table ${quote(table)} has no column ${quote(column)}, which the plan names in ${key}.${nearest === null ? '' : ` Did you mean ${quote(nearest)}?`} Change the plan's source.`,
  'clickhouse-column-type': ({ table, column, type, expected }) =>
    `The column ${quote(column)} of ${quote(table)} is of type ${type}, but it must be ${expected}. Name another one in the plan, or make a view that converts it.`,
  'clickhouse-empty': ({ table }) =>
    `The table ${quote(table)} has no rows that can be counted. Check that it was loaded, and what the plan's source leaves out.`,
  'clickhouse-over-limit': ({ limit }) => LIMITS[limit],
  'clickhouse-failed': ({ code, why }) =>
    `ClickHouse could not answer${code === null ? '' : ` (code ${code})`}: ${why.replace(/[.]?$/u, '.')} Ask again; if it stays so, tell whoever runs it.`,
  'question-refused': ({ why }) =>
    `This question cannot be asked: ${why.replace(/[.]?$/u, '.')} Change it, and ask again.`,
};
