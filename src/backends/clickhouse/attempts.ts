import type { Scope } from '../../engine/query.ts';
import type { Rules } from '../../engine/rules.ts';
import { areDisjoint } from './conditions.ts';
import type { Params } from './statement.ts';

/** Where events fit several steps each, every set of steps is looked at: more steps than this would be too many sets. */
const MOST_OVERLAPPING_STEPS = 12;
/** Later than any event, and far enough from the end of Int64 to add to. */
export const NEVER = 'toInt64(4000000000000000000)';

/**
 * Every attempt of every person, as arrays: `AT` the times of the steps that each reached, `AD` its depth, `SP` whether it
 * is spoiled; and `IT`, the instants. Adds these columns to those of `people`; attempts come in order of start.
 *
 * Events of one instant serve as many consecutive steps as Hall's theorem (1935) allows: some steps can have an event
 * each unless fewer events fit a set of them than it has steps. So an instant is a table: with so many steps done before
 * it, so many are done after it.
 */
export function attempts(people: string, scope: Scope, rules: Rules, params: Params): string {
  const sets = subsets(scope);
  const exclusions = rules.exclusions.length > 0;
  const flags = `SELECT *, arrayMap((d, i) -> d != 0 OR i = 1, arrayDifference(T), arrayEnumerate(T)) AS D FROM (${people})`;
  const split = `SELECT *, arrayFilter((t, d) -> d, T, D) AS IT, arraySplit((m, d) -> d, M, D) AS IM${
    exclusions ? `, arrayMap(a -> arrayReduce('groupBitOr', a), arraySplit((x, d) -> d, X, D)) AS IX` : ''
  } FROM (${flags})`;
  const unions = `SELECT *, arrayMap(a -> arrayReduce('groupBitOr', a), IM) AS IU FROM (${split})`;
  const found = rules.order === 'any' ? anyOrder(unions, rules, sets, params) : inOrder(unions, rules, sets, params);
  if (!exclusions) {
    return `SELECT *, arrayMap(a -> toUInt8(length(a)), AT) AS AD, arrayMap(a -> toUInt8(0), AT) AS SP FROM (${found})`;
  }
  const excluded = `SELECT *, arrayMap(a -> ${earliestExclusion(rules, params)}, AT) AS AX FROM (${found})`;
  if (rules.order === 'any') {
    return `SELECT *, arrayMap((a, x) -> toUInt8(arrayCount(t -> t <= x, a)), AT, AX) AS AD, arrayMap(a -> toUInt8(0), AT) AS SP FROM (${excluded})`;
  }
  const depth = `toUInt8(if(x = ${NEVER}, length(a), least(length(a), arrayCount(t -> t < x, a) + 1)))`;
  return `SELECT *, arrayMap((a, x) -> ${depth}, AT, AX) AS AD, arrayMap(x -> toUInt8(x < ${NEVER}), AX) AS SP FROM (${excluded})`;
}

/** Sets of steps, for Hall's theorem; `null` when no event can fit several steps. */
interface Subsets {
  readonly masks: string;
  readonly sizes: string;
  readonly last: string;
}

function subsets({ steps }: Scope): Subsets | null {
  return areDisjoint(steps.map(({ matches }) => matches)) ? null : subsetsOf(steps.length);
}

function subsetsOf(steps: number): Subsets {
  if (steps > MOST_OVERLAPPING_STEPS) {
    throw new RangeError(`${steps} steps that may share events: up to ${MOST_OVERLAPPING_STEPS}`);
  }
  const masks = Array.from({ length: 2 ** steps - 1 }, (_, i) => i + 1);
  const bits = (mask: number): number => mask.toString(2).replaceAll('0', '').length;
  return {
    masks: `CAST([${masks.join(',')}] AS Array(UInt32))`,
    sizes: `CAST([${masks.map(bits).join(',')}] AS Array(UInt8))`,
    last: `CAST([${masks.map((mask) => 31 - Math.clz32(mask)).join(',')}] AS Array(UInt8))`,
  };
}

const trailingOnes = (bits: string): string => `bitCount(bitXor(${bits}, ${bits} + 1)) - 1`;

/** How many steps are done after an instant's events `ms`, fitting `u`, when `r` were before it. */
function served(rules: Rules, sets: Subsets | null): string {
  const K = rules.steps;
  if (sets === null) {
    return rules.later ? `r + bitTest(u, r)` : `r + ${trailingOnes('bitShiftRight(u, r)')}`;
  }
  const most = `arrayMin(arrayPushBack(arrayMap((s, n, h) -> if(bitAnd(s, bitShiftLeft(toUInt32(1), r) - 1) = 0 AND arrayCount(m -> bitAnd(m, s) != 0, ms) < n, h, ${K}), ${sets.masks}, ${sets.sizes}, ${sets.last}), ${K}))`;
  return rules.later ? `least(r + 1, ${most})` : most;
}

/** The numbers of steps that an attempt may have done at its own instant, when an event that fits the first starts it. */
function started(rules: Rules, sets: Subsets | null): string {
  const one = `CAST([1] AS Array(UInt8))`;
  if (rules.later) return one;
  const K = rules.steps;
  let most: string;
  if (sets === null) {
    most = `[toUInt8(1 + ${trailingOnes('bitShiftRight(u, 1)')})]`;
  } else {
    const others = `arrayCount(m -> bitAnd(m, s) != 0, ms) - toUInt8(bitAnd(b, s) != 0)`;
    const byStart = `arrayMin(arrayPushBack(arrayMap((s, n, h) -> if(bitAnd(s, 1) = 0 AND ${others} < n, h, ${K}), ${sets.masks}, ${sets.sizes}, ${sets.last}), ${K}))`;
    most = `arrayMap(b -> toUInt8(${byStart}), arrayFilter(b -> bitTest(b, 0), ms))`;
  }
  if (rules.order === 'ordered') return `arrayDistinct(${most})`;
  return `arrayDistinct(arrayFlatten(arrayMap(r -> CAST(reverse(range(1, r + 1)) AS Array(UInt8)), ${most})))`;
}

function startCondition(rules: Rules, params: Params): string {
  const fits = rules.order === 'any' ? 'u != 0' : 'bitTest(u, 0)';
  const from = Number.isFinite(rules.enteredFromUs) ? ` AND t >= ${params.int(rules.enteredFromUs)}` : '';
  const to = Number.isFinite(rules.enteredToUs) ? ` AND t <= ${params.int(rules.enteredToUs)}` : '';
  return `${fits}${from}${to}`;
}

/** After the start at instant `j`, the instants whose time is within the window; `array` runs over instants. */
function within(array: string, rules: Rules, params: Params, from: string): string {
  if (!Number.isFinite(rules.windowUs)) return `arraySlice(${array}, ${from})`;
  const upTo = `arrayCount(t -> t <= IT[j] + ${params.int(rules.windowUs)}, IT)`;
  return `arraySlice(${array}, ${from}, greatest(${upTo} - (${from}) + 1, 0))`;
}

function inOrder(unions: string, rules: Rules, sets: Subsets | null, params: Params): string {
  const K = rules.steps;
  const table = `arrayMap((u, ms) -> arrayMap(r -> toUInt8(${served(rules, sets)}), range(${K + 1})), IU, IM)`;
  const tabled = `SELECT *, ${table} AS IE, arrayMap((u, ms) -> ${started(rules, sets)}, IU, IM) AS IO, arrayFilter((j, u, t) -> ${startCondition(rules, params)}, arrayEnumerate(IT), IU, IT) AS J FROM (${unions})`;
  const after = (array: string): string => within(array, rules, params, 'j + 1');
  const more = (reached: string): string => `arrayWithConstant(e[${reached} + 1] - ${reached}, t)`;
  let follow: string;
  if (rules.order === 'ordered') {
    follow = `arrayFold((a, t, e) -> arrayConcat(a, ${more('length(a)')}), ${after('IT')}, ${after('IE')}, arrayWithConstant(r, IT[j]))`;
  } else {
    // An instant is passed only when each of its events serves a step.
    const ended = `if(a.2 = 1 OR length(a.1) = ${K}, a, (arrayConcat(a.1, ${more('length(a.1)')}), toUInt8(e[length(a.1) + 1] - length(a.1) < n)))`;
    follow = `arrayFold((a, t, e, n) -> ${ended}, ${after('IT')}, ${after('IE')}, ${after('arrayMap(ms -> length(ms), IM)')}, (arrayWithConstant(r, IT[j]), toUInt8(0))).1`;
  }
  return `SELECT *, arrayReduce('groupArrayArray', arrayMap(j -> arrayMap(r -> ${follow}, IO[j]), J)) AS AT FROM (${tabled})`;
}

/**
 * In any order, the k-th time is the earliest at which the events since the start can serve k different steps: the rank
 * of a transversal matroid, the least over sets of steps of those outside it plus the events that fit it (Ore 1955).
 */
function anyOrder(unions: string, rules: Rules, sets: Subsets | null, params: Params): string {
  const K = rules.steps;
  const starts = `SELECT *, arrayFilter((j, u, t) -> ${startCondition(rules, params)}, arrayEnumerate(IT), IU, IT) AS J FROM (${unions})`;
  const [times, masks] = rules.later || sets === null ? ['IT', 'IU'] : ['T', 'M'];
  const from = masks === 'IU' ? 'j' : 'indexOf(T, IT[j])';
  const upTo = Number.isFinite(rules.windowUs)
    ? `arrayCount(t -> t <= IT[j] + ${params.int(rules.windowUs)}, ${times})`
    : `length(${times})`;
  const slice = (array: string): string => `arraySlice(${array}, ${from}, ${upTo} - (${from}) + 1)`;
  if (sets === null && !rules.later) {
    const next = `arrayFirstIndex(u -> bitTest(u, k), ${slice('IU')})`;
    const reached = `arrayMap(i -> IT[i + j - 1], arrayFilter(i -> i > 0, arrayMap(k -> ${next}, range(${K}))))`;
    return `SELECT *, arrayMap(j -> arraySort(${reached}), J) AS AT FROM (${starts})`;
  }
  const every = sets ?? subsetsOf(K);
  const ranks = `arrayMap(c -> arrayMin(arrayPushBack(arrayMap((n, s) -> toInt64(${K} - n + arrayCount(m -> bitAnd(m, s) != 0, arraySlice(b.2, 1, c))), ${every.sizes}, ${every.masks}), ${K})), arrayEnumerate(b.2))`;
  const ranked = `arrayMap(j -> (${slice(times)}, ${slice(masks)}), J)`;
  const withRanks = `arrayMap(b -> (b.1, ${ranks}), ${ranked})`;
  const reached = `arrayMap(b -> arrayMap(k -> b.1[arrayFirstIndex(r -> r >= k, b.2)], range(1, toUInt32(arrayMax(b.2)) + 1)), ${withRanks})`;
  return `SELECT *, ${reached} AS AT FROM (${starts})`;
}

/** The earliest exclusion of the attempt with the times `a`, or never. */
function earliestExclusion(rules: Rules, params: Params): string {
  const closes = Number.isFinite(rules.windowUs) ? `a[1] + ${params.int(rules.windowUs)}` : NEVER;
  const found = rules.exclusions.map(({ fromStep, toStep }, x) => {
    const before = `if(length(a) > ${toStep}, a[${toStep + 1}], ${closes})`;
    const first = `arraySlice(arrayFilter((t, x) -> bitTest(x, ${x}) AND t > a[${fromStep + 1}] AND t < ${before}, IT, IX), 1, 1)`;
    return `if(length(a) > ${fromStep}, ${first}, CAST([] AS Array(Int64)))`;
  });
  return `arrayMin(arrayPushBack(arrayConcat(${found.join(', ')}), ${NEVER}))`;
}
