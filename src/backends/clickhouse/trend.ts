import type { GroupId, TrendAnswer } from '../../engine/answer.ts';
import { MOST_GROUPS } from '../../engine/groups.ts';
import { Periods } from '../../engine/periods.ts';
import type { TrendQuery } from '../../engine/query.ts';
import { rulesOf } from '../../engine/rules.ts';
import { PeriodTally } from '../../engine/trend-periods.ts';
import { attempts } from './attempts.ts';
import { everyValue, groupId, places, RANKED } from './funnel.ts';
import { outcomes } from './outcomes.ts';
import { type Division, People } from './people.ts';
import { type Asking, numberOf, Params, type Row, type Statement, textOf } from './statement.ts';
import type { EventTable } from './table.ts';

/** People by the period in which an attempt of theirs starts, each by the deepest one started there. */
export function* trend(query: TrendQuery, table: EventTable): Asking<TrendAnswer> {
  for (const step of [query.fromStep, query.toStep]) {
    if (!(step >= 0 && step < query.steps.length)) throw new RangeError(`step ${step} of ${query.steps.length}`);
  }
  const all = tallyOf(query, yield periods(query, table, null));
  const rules = rulesOf(query);
  const clock = new Periods(query.interval, query.weekStart, rules.clock);
  const range = all.range(clock);
  const points = all.points(range, clock, rules);
  if (query.breakdown === null) return { kind: 'trend', points, groups: null };
  const ranked = yield ranking(query, table);
  const shown = ranked.map((row) => textOf(row, 'g'));
  const others = numberOf(ranked[0] ?? { values: 0 }, 'values') - shown.length;
  const rows = yield periods(query, table, places(query.breakdown, shown));
  const pointsAt = (place: number): TrendAnswer['points'] =>
    tallyOf(
      query,
      rows.filter((row) => numberOf(row, 'g') === place),
    ).points(range, clock, rules);
  const groups: { readonly group: GroupId; readonly points: TrendAnswer['points'] }[] = shown.map((value, index) => ({
    group: groupId(value),
    points: pointsAt(index + 1),
  }));
  if (others > 0) groups.push({ group: { kind: 'other', values: others }, points: pointsAt(0) });
  return { kind: 'trend', points, groups };
}

function tallyOf(query: TrendQuery, rows: readonly Row[]): PeriodTally {
  const tally = new PeriodTally(query);
  for (const row of rows) {
    const count = { from: numberOf(row, 'from_'), to: numberOf(row, 'to_'), latestStartUs: numberOf(row, 'latest') };
    tally.put(numberOf(row, 'number'), count);
  }
  return tally;
}

function ranking(query: TrendQuery, table: EventTable): Statement {
  const params = new Params();
  const divided = everyValue(query.breakdown ?? { property: '', attribution: { kind: 'first' } });
  const from = outcomes(new People(query, table, params), query, table, params, divided);
  const grouped = `SELECT g, countIf(depth >= 1) AS d1 FROM (${from}) GROUP BY g HAVING d1 > 0`;
  const counted = `SELECT *, count() OVER () AS values FROM (${grouped})`;
  return { sql: `SELECT * FROM (${counted}) ORDER BY ${RANKED} LIMIT ${MOST_GROUPS}`, params: params.values };
}

function periods(query: TrendQuery, table: EventTable, divided: Division | null): Statement {
  const params = new Params();
  const people = new People(query, table, params);
  const group = divided === null ? '' : 'g, ';
  const found = attempts(people.sql(divided), query, people.rules, params);
  const listed = `SELECT p, ${group}AT, arrayMap(a -> ${numberSql(query, people.rules.byDay, params)}, AT) AS N, AD, SP FROM (${found})`;
  const byNumber = `SELECT p, ${group}arrayJoin(arrayDistinct(N)) AS number, arrayFilter((d, n) -> n = number, AD, N) AS D, arrayFilter((s, n) -> n = number, SP, N) AS S, arrayMax(arrayFilter((t, n) -> n = number, arrayMap(a -> a[1], AT), N)) AS last FROM (${listed})`;
  const standing = `SELECT p, ${group}number, last, if(arrayExists((d, s) -> d = arrayMax(D) AND s = 0, D, S), arrayMax(D), 0) AS depth FROM (${byNumber})`;
  const perPerson = `SELECT p, ${group}number, max(depth) AS deepest, max(last) AS lastStart FROM (${standing}) GROUP BY p, ${group}number`;
  const once = query.once === true ? ` ORDER BY number LIMIT 1 BY p${divided === null ? '' : ', g'}` : '';
  return {
    sql: `SELECT ${group}number, countIf(deepest > ${query.fromStep}) AS from_, countIf(deepest > ${query.toStep}) AS to_, max(lastStart) AS latest FROM (${perPerson}${once}) GROUP BY ${group}number`,
    params: params.values,
  };
}

/** The number of the period in which the attempt with the times `a` starts, as `Periods.numberOf` counts. */
function numberSql({ interval, weekStart, timeZone }: TrendQuery, byDay: boolean, params: Params): string {
  const zone = params.text(timeZone);
  // By calendar day a start is a local midnight written as if it were UTC, which is in the right day, week and month.
  const local = byDay ? `fromUnixTimestamp64Micro(a[1], 'UTC')` : `fromUnixTimestamp64Micro(a[1], ${zone})`;
  const date = `toDate32(${local})`;
  switch (interval) {
    case 'hour': {
      const instant = byDay ? `toUnixTimestamp64Micro(toDateTime64(toString(toDate32(${local})), 6, ${zone}))` : 'a[1]';
      const offset = `timeZoneOffset(fromUnixTimestamp64Micro(${instant}, ${zone})) * 1000000`;
      return `toInt64(floor((${instant} + positiveModulo(${offset}, 3600000000)) / 3600000000))`;
    }
    case 'day':
      return `toInt64(toInt32(${date}))`;
    case 'week':
      return `toInt64(floor((toInt32(${date}) + ${{ monday: 3, sunday: 4, saturday: 5 }[weekStart]}) / 7))`;
    case 'month':
      return `toInt64(toYear(${date})) * 12 + toMonth(${date}) - 1`;
  }
}
