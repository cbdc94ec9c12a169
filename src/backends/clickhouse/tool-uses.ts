import type { EvidenceQuery } from '../../engine/query.ts';
import { conditionOf } from './conditions.ts';
import type { Params } from './statement.ts';
import type { EventTable } from './table.ts';

/** One row per use of a tool, of anybody and at any time within `during`: `p`, the instant `t`, the tool's place `tool`. */
export function toolUses({ tools, during, timeZone }: EvidenceQuery, table: EventTable, params: Params): string {
  const matches = tools.flatMap(({ matches: some }, tool) => some.map((match) => ({ match, tool })));
  const time = table.timeUs(params.text(timeZone));
  const within = [
    ...((during?.fromUs ?? null) === null ? [] : [`t >= ${params.int(during?.fromUs ?? 0)}`]),
    ...((during?.toUs ?? null) === null ? [] : [`t <= ${params.int(during?.toUs ?? 0)}`]),
  ].join(' AND ');
  const where = within === '' ? '' : ` WHERE ${within}`;
  const conditions = table.conditions(params);
  const places = `CAST([${matches.map((_, index) => index).join(',')}] AS Array(UInt16))`;
  const fits = `[${matches.map(({ match }) => `toUInt8(${conditionOf(match, table, params)})`).join(', ')}]`;
  const ofMatch = `CAST([${matches.map(({ tool }) => tool).join(',')}] AS Array(UInt16))`;
  const rows = table.tables
    .map(
      (from) =>
        `SELECT ${table.person()} AS p, ${time} AS t, ${table.order()} AS o, arrayFilter((i, f) -> f, ${places}, ${fits}) AS fit FROM ${from} WHERE ${['notEmpty(fit)', ...conditions].join(' AND ')}`,
    )
    .join(' UNION ALL ');
  if (matches.every(({ match }) => match.occurrence === 'any')) {
    const toolsOf = `arrayDistinct(arrayMap(i -> ${ofMatch}[i + 1], fit))`;
    return `SELECT p, t, arrayJoin(${toolsOf}) AS tool FROM (${rows})${where}`;
  }
  // First and later uses are told apart over the whole table, before any range.
  const asked = `CAST([${matches.map(({ match }) => ({ any: 0, first: 1, later: 2 })[match.occurrence]).join(',')}] AS Array(UInt8))`;
  const ordered = `SELECT p, arraySort(groupArray((t, o, fit))) AS ev FROM (${rows}) GROUP BY p`;
  const firsts = `SELECT p, ev, arrayMap(i -> arrayFirstIndex(e -> has(e.3, i), ev), ${places}) AS firsts FROM (${ordered})`;
  const each = `SELECT p, ev[n].1 AS t, n, ev[n].3 AS fit, firsts FROM (SELECT p, ev, firsts, arrayJoin(arrayEnumerate(ev)) AS n FROM (${firsts}))`;
  const kept = `arrayFilter(i -> ${asked}[i + 1] = 0 OR (${asked}[i + 1] = 1) = (firsts[i + 1] = n), fit)`;
  return `SELECT p, t, arrayJoin(arrayDistinct(arrayMap(i -> ${ofMatch}[i + 1], ${kept}))) AS tool FROM (${each})${where}`;
}
