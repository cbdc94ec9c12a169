import type { EvidenceQuery, EvidenceTransition } from '../../engine/query.ts';
import { attempts, NEVER } from './attempts.ts';
import { standingOf } from './outcomes.ts';
import { People } from './people.ts';
import type { Params } from './statement.ts';
import type { EventTable } from './table.ts';

const DAY_US = 86_400_000_000;

/**
 * One row per person who is at the stage before a transition: `p`, `entered`, `converted` and `closes` as uncut
 * instants (`NEVER` for none), `mature`. Of several attempts it is the one that gets there first, of those the latest
 * start (in any order the earliest), then the earliest at the step before.
 */
export function stays(query: EvidenceQuery, transition: EvidenceTransition, table: EventTable, params: Params): string {
  const { fromStep, toStep } = transition;
  const people = new People(query, table, params);
  const { rules } = people;
  const at = fromStep ?? toStep ?? 0;
  const before = Math.max(0, at - 1);
  const start = rules.order === 'any' ? 'a[1]' : '-a[1]';
  const next = toStep === null || fromStep === null ? NEVER : `if(d > ${toStep}, a[${toStep + 1}], ${NEVER})`;
  const none = `(${NEVER}, toInt64(0), toInt64(0), toUInt32(0), ${NEVER})`;
  const best = `arrayMin(arrayPushBack(arrayMap((a, d, i) -> (a[${at + 1}], ${start}, a[${before + 1}], i, ${next}), arrayFilter((a, d, i, s) -> s = 0 AND d > ${at}, AT, AD, arrayEnumerate(AT), SP), arrayFilter((d, s) -> s = 0 AND d > ${at}, AD, SP), arrayFilter((i, d, s) -> s = 0 AND d > ${at}, arrayEnumerate(AT), AD, SP)), ${none}))`;
  const standing = `SELECT *, ${standingOf('', null, params)} FROM (${attempts(people.sql(null), query, rules, params)})`;
  const chosen = `SELECT p, T, U, M, ${best} AS best, best.1 AS cut, ${rules.order === 'any' ? 'best.2' : '-best.2'} AS started FROM (${standing}) WHERE kept AND cut < ${NEVER}`;
  const instant = (cut: string, step: number): string => {
    if (!rules.byDay) return cut;
    const fits = `arrayFirstIndex((t, m) -> t = ${cut} AND bitTest(m, ${step}), T, M)`;
    return `U[if(${fits} > 0, ${fits}, arrayFirstIndex((t, m) -> t = ${cut} AND m != 0, T, M))]`;
  };
  const entered = `SELECT *, ${instant('cut', at)} AS entered FROM (${chosen})`;
  const closes = (from: string): string => {
    if (!Number.isFinite(rules.windowUs)) return NEVER;
    if (!rules.byDay) return `${from} + ${params.int(rules.windowUs)}`;
    const next = `fromUnixTimestamp64Micro(${from} + ${params.int(rules.windowUs + DAY_US)}, 'UTC')`;
    return `toUnixTimestamp64Micro(toDateTime64(toDate32(${next}), 6, ${params.text(query.timeZone)})) - 1`;
  };
  const mature = (from: string): string =>
    Number.isFinite(rules.matureToUs) ? `toUInt8(${from} <= ${params.int(rules.matureToUs)})` : 'toUInt8(1)';
  let columns: string;
  if (fromStep === null) {
    columns = `entered AS converted, entered AS closes, ${mature('started')} AS mature`;
  } else if (toStep === null) {
    const limit = Number.isFinite(rules.windowUs) ? ` AND t - cut <= ${params.int(rules.windowUs)}` : '';
    const again = `arrayFirstIndex((t, u, m) -> bitTest(m, ${fromStep}) AND u > entered AND t >= cut${limit}, T, U, M)`;
    columns = `if(${again} > 0, U[${again}], ${NEVER}) AS converted, ${closes('cut')} AS closes, ${mature('cut')} AS mature`;
  } else {
    columns = `if(best.5 < ${NEVER}, ${instant('best.5', toStep)}, ${NEVER}) AS converted, ${closes('started')} AS closes, ${mature('started')} AS mature`;
  }
  const found = `SELECT p, entered, ${columns} FROM (${entered})`;
  if (!people.hasWays) return found;
  return `SELECT p, one.1 AS entered, one.2 AS converted, one.3 AS closes, one.4 AS mature FROM (SELECT p, min((entered, converted, closes, mature)) AS one FROM (${found}) GROUP BY p)`;
}
