import type { Scope } from '../../engine/query.ts';
import { type Rules, rulesOf } from '../../engine/rules.ts';
import { attempts } from './attempts.ts';
import type { Division, People } from './people.ts';
import { plainOutcomes } from './plain-outcomes.ts';
import { plainCodes } from './plain-people.ts';
import type { Params } from './statement.ts';
import type { EventTable } from './table.ts';

/**
 * One row per person (and group): `depth` and `matured` steps reached, `gone` whether the person left the count, `u` the
 * steps that some event fits, and per step k from 1 on `r<k>`, how it was reached first: the time, the start (as a
 * number that is least for the attempt that counts), the time of the step before.
 */
export function outcomes(
  people: People,
  scope: Scope,
  table: EventTable,
  params: Params,
  divided: Division | null,
): string {
  const { rules } = people;
  const coded = plainCodes(scope, rules, divided);
  if (coded !== null) return plainOutcomes(coded, scope, rules, table, params, divided);
  const found = attempts(people.sql(divided), scope, rules, params);
  const group = divided === null ? '' : ', g';
  const withSteps = `SELECT *, arrayReduce('groupBitOr', M) AS u FROM (${found})`;
  const counted = listedOutcomes(withSteps, ['p', ...(divided === null ? [] : ['g']), 'u'], rules, params);
  if (!people.hasWays) return counted;
  const firsts = firstReaches(rules)
    .map((_, k) => `, minIf(r${k + 1}, depth_ > ${k + 1}) AS r${k + 1}`)
    .join('');
  const renamed = counted
    .replace(' AS depth,', ' AS depth_,')
    .replace(' AS matured,', ' AS matured_,')
    .replace(' AS gone', ' AS gone_');
  return `SELECT p${group}, groupBitOr(u) AS u, max(depth_) AS depth, max(matured_) AS matured, depth = 0 AND max(gone_) AS gone${firsts} FROM (${renamed}) GROUP BY p${group}`;
}

/** From lists of attempts to how far each person, or each way in which one counts, came. */
export function listedOutcomes(found: string, own: readonly string[], rules: Rules, params: Params): string {
  const reached = firstReaches(rules);
  const kept = own.join(', ');
  const standing = `SELECT ${kept}, ${standingOf('', null, params)}, ${standingOf('m', rules.matureToUs, params)}${reached
    .map((one, k) => `, ${one} AS r${k + 1}`)
    .join('')} FROM (${found})`;
  return `SELECT ${kept}, if(kept, deep, 0) AS depth, if(mkept, mdeep, 0) AS matured, deep > 0 AND NOT kept AS gone${reached.map((_, k) => `, r${k + 1}`).join('')} FROM (${standing})`;
}

/** The same for two ranges of starts: `depthA`, `maturedA`, `depthB`, `maturedB`. */
export function outcomesInPeriods(
  people: People,
  scope: Scope,
  params: Params,
  periods: readonly [Scope, Scope],
): string {
  const everywhere = { ...scope, entered: null };
  const found = attempts(people.sql(null), everywhere, rulesOf(everywhere), params);
  const columns = periods.map((of, index) => {
    const name = index === 0 ? 'A' : 'B';
    const { enteredFromUs, enteredToUs, matureToUs } = rulesOf(of);
    const matured = Math.min(enteredToUs, matureToUs);
    return `${standingOf(`${name}_`, enteredToUs, params, enteredFromUs)}, ${standingOf(`${name}m_`, matured, params, enteredFromUs)}`;
  });
  const depths = ['A', 'B'].flatMap((name) => [
    `if(${name}_kept, ${name}_deep, 0) AS d${name}`,
    `if(${name}m_kept, ${name}m_deep, 0) AS m${name}`,
  ]);
  const each = `SELECT p, ${depths.join(', ')} FROM (SELECT p, ${columns.join(', ')} FROM (${found}))`;
  return `SELECT p, max(dA) AS depthA, max(mA) AS maturedA, max(dB) AS depthB, max(mB) AS maturedB FROM (${each}) GROUP BY p`;
}

/** `<name>deep`, the depth of the deepest attempt started by then, and `<name>kept`, whether one of those counts. */
export function standingOf(
  name: string,
  startToUs: number | null,
  params: Params,
  startFromUs = Number.NEGATIVE_INFINITY,
): string {
  const to = startToUs !== null && Number.isFinite(startToUs) ? [`a[1] <= ${params.int(startToUs)}`] : [];
  const from = Number.isFinite(startFromUs) ? [`a[1] >= ${params.int(startFromUs)}`] : [];
  const here = [...from, ...to].join(' AND ');
  // An empty period has no number that stands for its end.
  const none = startToUs === Number.NEGATIVE_INFINITY;
  const depths = none ? 'CAST([] AS Array(UInt8))' : here === '' ? 'AD' : `arrayFilter((d, a) -> ${here}, AD, AT)`;
  const condition = none ? '0' : here === '' ? '1' : here;
  return `arrayMax(arrayPushBack(${depths}, 0)) AS ${name}deep, arrayExists((d, s, a) -> d = ${name}deep AND s = 0 AND ${condition}, AD, SP, AT) AS ${name}kept`;
}

/** Per step from 1 on, of the unspoiled attempts that reach it the one that does so first. */
function firstReaches(rules: Rules): readonly string[] {
  return Array.from({ length: rules.steps - 1 }, (_, index) => firstReach(rules, index + 1, index));
}

/** The time at step k, the start as a number that is least for the attempt that counts, and the time at `before`. */
export function firstReach(rules: Rules, k: number, before: number): string {
  const start = rules.order === 'any' ? 'a[1]' : '-a[1]';
  return `arrayMin(arrayPushBack(arrayMap(a -> (a[${k + 1}], ${start}, a[${before + 1}]), arrayFilter((a, d, s) -> s = 0 AND d > ${k}, AT, AD, SP)), (${'toInt64(4000000000000000000)'}, toInt64(0), toInt64(0))))`;
}

/** The start of `firstReach`. */
export function startOf(rules: Rules, reach: string): string {
  return rules.order === 'any' ? `${reach}.2` : `-${reach}.2`;
}
