import type { ClickHouseErrors } from '../journey/clickhouse-errors.ts';
import { HandrailError } from '../journey/errors.ts';

type Limit = ClickHouseErrors['clickhouse-over-limit']['limit'];

/** ClickHouse's numbers of errors that are limits. */
const LIMITS: Readonly<Record<number, Limit>> = {
  159: 'time',
  160: 'time',
  209: 'time',
  241: 'memory',
  158: 'rows',
  307: 'rows',
  396: 'rows',
  201: 'quota',
  202: 'busy',
};
const REFUSED = new Set([192, 193, 194, 195, 497, 516, 164]);
const TABLE_MISSING = new Set([60, 81]);

/** What ClickHouse says of a failed question, without the question's own text. */
export function clickHouseError(status: number, code: number | null, body: string): HandrailError {
  const number = code ?? (Number(/^Code: (\d+)/.exec(body)?.[1] ?? '') || null);
  if (number !== null) {
    const limit = LIMITS[number];
    if (limit !== undefined) return new HandrailError('clickhouse-over-limit', { limit });
    if (number === 164) {
      return new HandrailError('clickhouse-refused', {
        why: 'it may not change how it is answered: it needs readonly = 2',
      });
    }
    if (number === 497) return new HandrailError('clickhouse-refused', { why: 'it lacks the right' });
    if (REFUSED.has(number)) return new HandrailError('clickhouse-refused', { why: 'wrong user or password' });
    if (TABLE_MISSING.has(number)) {
      const table = /(?:Table|Database|Unknown table expression identifier|Unknown database)\s+['`]?([^\s'`]+)/.exec(
        body,
      )?.[1];
      return new HandrailError('clickhouse-table-missing', { table: (table ?? 'that was asked').replace(/\.$/, '') });
    }
    return new HandrailError('clickhouse-failed', { code: number, why: gist(body) });
  }
  if (status === 401 || status === 403) {
    return new HandrailError('clickhouse-refused', { why: `it answered ${status}` });
  }
  return new HandrailError('clickhouse-failed', { code: null, why: `its address answered ${status}` });
}

/** The first sentence of an exception, before it goes on to quote the query. */
function gist(body: string): string {
  const text = body
    .replace(/^Code: \d+\.\s*(DB::Exception:\s*)?/, '')
    .split(/[:.]\s+(?:While|In scope|Maybe|Stack trace|In query)|: while executing|\n|\(version /u)[0];
  const short = (text ?? '').replace(/\p{Cc}+/gu, ' ').trim();
  return short.length > 200 ? `${short.slice(0, 199)}…` : short || 'it gave no reason';
}
