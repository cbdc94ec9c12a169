import type { TimeToConvertAnswer } from '../../engine/answer.ts';
import type { TimeToConvertQuery } from '../../engine/query.ts';
import { binWidth } from '../../engine/time-to-convert.ts';
import { attempts, NEVER } from './attempts.ts';
import { durationColumns, durationsFrom } from './durations.ts';
import { firstReach, standingOf } from './outcomes.ts';
import { People } from './people.ts';
import { type Asking, numberOf, Params, type Statement } from './statement.ts';
import type { EventTable } from './table.ts';

/** Of more times than this the curve tells only some, as the embedded engine does. */
const MOST_CURVE_STEPS = 512;

export function* timeToConvert(query: TimeToConvertQuery, table: EventTable): Asking<TimeToConvertAnswer> {
  const { fromStep, toStep } = query;
  if (!(fromStep >= 0 && fromStep < toStep && toStep < query.steps.length)) {
    throw new RangeError(`from step ${fromStep} to step ${toStep} of ${query.steps.length}`);
  }
  const [row] = yield statement(query, table, (people) => {
    const columns = [
      ...durationColumns('d', 'duration', 'duration >= 0'),
      'minIf(duration, duration >= 0) AS least',
      'maxIf(duration, duration >= 0) AS most',
    ];
    return `SELECT ${columns.join(', ')} FROM (${people})`;
  });
  const curve = yield statement(query, table, (people) => curveSql(people));
  const durations = durationsFrom(row, 'd');
  const bins =
    durations === null ? [] : yield* binned(query, table, durations.n, numberOf(row, 'least'), numberOf(row, 'most'));
  return {
    kind: 'time-to-convert',
    durations,
    bins,
    curve: curve.map((one) => ({
      elapsedUs: numberOf(one, 'elapsed'),
      share: numberOf(one, 'share'),
      atRisk: numberOf(one, 'atRisk'),
    })),
  };
}

function* binned(
  query: TimeToConvertQuery,
  table: EventTable,
  n: number,
  leastUs: number,
  mostUs: number,
): Asking<TimeToConvertAnswer['bins']> {
  const { count, widthUs } = binWidth(n, leastUs, mostUs, query.binCount);
  const rows = yield statement(query, table, (people, params) => {
    const bin = `intDiv(duration - ${params.int(leastUs)}, ${params.int(widthUs)})`;
    return `SELECT ${bin} AS bin, count() AS people FROM (${people}) WHERE duration >= 0 GROUP BY bin`;
  });
  const people = new Map(rows.map((row) => [numberOf(row, 'bin'), numberOf(row, 'people')]));
  return Array.from({ length: count + 1 }, (_, index) => ({
    startUs: leastUs + index * widthUs,
    people: people.get(index) ?? 0,
  }));
}

function statement(
  query: TimeToConvertQuery,
  table: EventTable,
  ask: (people: string, params: Params) => string,
): Statement {
  const params = new Params();
  return { sql: ask(peopleSql(query, table, params), params), params: params.values };
}

/**
 * One row per person: `duration` (-1 for none), and the entry in the curve: `elapsed` (-1 for none) and whether it
 * `converted`.
 */
function peopleSql(query: TimeToConvertQuery, table: EventTable, params: Params): string {
  const { fromStep, toStep } = query;
  const people = new People(query, table, params);
  const { rules } = people;
  const found = attempts(people.sql(null), query, rules, params);
  const standing = `SELECT *, ${standingOf('', null, params)} FROM (${found})`;
  // The deepest attempt that counts: the earliest start, and of one instant's the soonest conversion.
  const deepest = `arrayMin(arrayPushBack(arrayMap(a -> (a[1], if(deep > ${toStep}, a[${toStep + 1}], ${NEVER})), arrayFilter((a, d, s) -> s = 0 AND d = deep, AT, AD, SP)), (${NEVER}, ${NEVER})))`;
  const perWay = `SELECT p, if(kept, deep, 0) AS depth, ${firstReach(rules, toStep, fromStep)} AS reach, ${deepest} AS best FROM (${standing})`;
  const counted = `SELECT p, argMax(best, (depth, -best.1, -best.2)) AS entry, max(depth) AS far, minIf(reach, depth > 0 AND reach.1 < ${NEVER}) AS first, countIf(depth > 0 AND reach.1 < ${NEVER}) AS there FROM (${perWay}) GROUP BY p`;
  const limits = [
    ...(Number.isFinite(rules.windowUs) ? [params.int(rules.windowUs)] : []),
    ...(Number.isFinite(rules.asOfUs) ? [`${params.int(rules.asOfUs)} - entry.1`] : []),
    NEVER,
  ];
  const seen = limits.reduce((least, one) => `least(${least}, ${one})`);
  const entered = `SELECT p, if(there > 0, first.1 - first.3, -1) AS duration, far, entry, if(far > ${fromStep}, ${seen}, -1) AS seen FROM (${counted})`;
  const converted = `far > ${toStep} AND entry.2 - entry.1 <= seen AND seen >= 0`;
  return `SELECT p, duration, ${converted} AS converted, if(converted, entry.2 - entry.1, seen) AS elapsed FROM (${entered})`;
}

/** One minus the product-limit estimate, by the logarithms of its factors. */
function curveSql(people: string): string {
  const times = `SELECT elapsed, countIf(converted) AS events, countIf(NOT converted) AS lost FROM (${people}) WHERE elapsed >= 0 GROUP BY elapsed`;
  const risk = `SELECT elapsed, events, sum(events + lost) OVER (ORDER BY elapsed ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS atRisk, sum(events) OVER () AS conversions, maxIf(elapsed, events > 0) OVER () AS longest FROM (${times})`;
  const shares = `SELECT elapsed, atRisk, conversions, longest, 1 - exp(sum(log((atRisk - events) / atRisk)) OVER (ORDER BY elapsed ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS share FROM (SELECT * FROM (${risk}) WHERE events > 0)`;
  // Of times within one 512th of the longest only the last is kept. All branches are reckoned, also by a longest of 0.
  const cell = `if(conversions > ${MOST_CURVE_STEPS} AND longest > 0, toInt64(ceil(elapsed / (greatest(longest, 1) / ${MOST_CURVE_STEPS}))), elapsed)`;
  const kept = `SELECT max(elapsed) AS lasts, argMax(share, elapsed) AS share_, argMax(atRisk, elapsed) AS atRisk_ FROM (SELECT *, ${cell} AS cell FROM (${shares})) GROUP BY cell`;
  return `SELECT lasts AS elapsed, share_ AS share, atRisk_ AS atRisk FROM (${kept}) ORDER BY elapsed`;
}
