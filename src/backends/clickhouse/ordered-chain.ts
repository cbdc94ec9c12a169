import type { Scope } from '../../engine/query.ts';
import type { Rules } from '../../engine/rules.ts';
import { areDisjoint, conditionOf } from './conditions.ts';
import { type Division, isPerPerson, localDay } from './people.ts';
import type { Params } from './statement.ts';
import type { EventTable } from './table.ts';

/** A person's event is one number: its time, shifted, and its step as a code below this. */
const CODES = 32;

/** Whether a question can be answered by `orderedOutcomes`: no event fits two steps, and no attempt needs a list. */
export function isPlainlyOrdered(scope: Scope, divided: Division | null): boolean {
  return (
    scope.order === 'ordered' &&
    scope.exclusions.length === 0 &&
    scope.filters.every(({ attribution }) => isPerPerson(attribution)) &&
    (divided === null || isPerPerson(divided.breakdown.attribution)) &&
    scope.steps.every(({ matches }) => matches.every(({ occurrence }) => occurrence === 'any')) &&
    areDisjoint(scope.steps)
  );
}

/**
 * The outcomes of `outcomes`, in the default order without listing attempts, as the embedded engine's one pass. Per step
 * an array holds, beside each event, the latest start of an attempt that got to the step before: a later start has its
 * window open for longer, so that it can do whatever an earlier one could. The first event of the step within the window
 * of that start reaches it; from there on the arrays go to the next step.
 */
export function orderedOutcomes(
  scope: Scope,
  rules: Rules,
  table: EventTable,
  params: Params,
  divided: Division | null,
): string {
  const K = rules.steps;
  // Events of one instant stand in order of their steps, so that one attempt may do several; in `later`, the other way.
  const codeOf = (step: number): number => (rules.later ? K - 1 - step : step);
  const properties = [
    ...new Set([...scope.filters.map(({ property }) => property), divided?.breakdown.property ?? []].flat()),
  ];
  const attributed = (property: string, kind: string): string => `${kind}_${properties.indexOf(property)}`;

  const aggregates: Aggregate[] = [
    { of: 'groupArrayIf', with: ['k', 'starts'], as: 'k_' },
    { of: 'groupBitOr', with: ['m'], as: 'u' },
  ];
  const asked = [
    ...scope.filters.map(({ property, attribution }) => ({ property, kind: attribution.kind })),
    ...(divided === null ? [] : [{ property: divided.breakdown.property, kind: divided.breakdown.attribution.kind }]),
  ];
  for (const name of new Set(asked.map(({ property, kind }) => attributed(property, kind)))) {
    const value = `v_${name.split('_')[1]}`;
    const of = name.startsWith('last') ? 'argMaxIf' : 'argMinIf';
    aggregates.push({ of, with: [value, '(t, o)', `${value} != ''`], as: name });
  }
  const rows = rowsSql(scope, rules, table, params, properties);
  let people = grouped(rows, table.tables, aggregates);
  for (const { property, attribution, in: values } of scope.filters) {
    const set = params.texts(values.map((value) => value ?? ''));
    people = `SELECT * FROM (${people}) WHERE has(${set}, ${attributed(property, attribution.kind)})`;
  }
  let group = '';
  if (divided !== null) {
    const { property, attribution } = divided.breakdown;
    people = `SELECT *, ${divided.groupOf(attributed(property, attribution.kind), params)} AS g FROM (${people})`;
    if (divided.only !== null) people = `SELECT * FROM (${people}) WHERE ${divided.only}`;
    group = ', g';
  }
  people = `SELECT p${group}, u, arraySort(k_) AS ks FROM (${people})`;

  const start = codeOf(0);
  const isStart = `bitAnd(x, ${CODES - 1}) = ${start}`;
  const reached = Array.from({ length: K - 1 }, (_, i) => `r${i + 1}`);
  const own = ['p', ...(divided === null ? [] : ['g']), 'u'];
  if (!Number.isFinite(rules.matureToUs)) {
    const whole = chain(
      { events: 'ks', from: people, carry: own, depth: 'depth', reaches: true },
      rules,
      params,
      codeOf,
    );
    return `SELECT ${[...own, 'depth', 'depth AS matured', '0 AS gone', ...reached].join(', ')} FROM (${whole})`;
  }
  // Only who started both in time and too late is gone through again, without the late starts.
  const last = `${params.int(rules.matureToUs)} * ${CODES} + ${start}`;
  const starts = `SELECT ${[...own, 'ks'].join(', ')}, ks[arrayFirstIndex(x -> ${isStart}, ks)] AS early, ks[arrayLastIndex(x -> ${isStart}, ks)] AS late FROM (${people})`;
  const whole = chain(
    { events: 'ks', from: starts, carry: [...own, 'ks', 'early', 'late'], depth: 'depth', reaches: true },
    rules,
    params,
    codeOf,
  );
  const deepest = K > 1 ? `depth = ${K} AND -r${K - 1}.2 * ${CODES} + ${start} <= ${last}` : `early <= ${last}`;
  const judged = `SELECT ${[...own, 'depth', ...reached, 'ks'].join(', ')}, multiIf(depth = 0 OR late <= ${last} OR (${deepest}), 1, early > ${last}, 2, 3) AS maturity FROM (${whole})`;
  const kept = [...own, 'depth', ...reached, 'maturity'];
  const again = `SELECT ${kept.join(', ')}, arrayFilter(x -> maturity = 3 AND NOT (${isStart} AND x > ${last}), ks) AS timely FROM (${judged})`;
  const second = chain(
    { events: 'timely', from: again, carry: kept, depth: 'timelyDepth', reaches: false },
    rules,
    params,
    codeOf,
  );
  return `SELECT ${[...own, 'depth', 'multiIf(maturity = 1, depth, maturity = 2, 0, timelyDepth) AS matured', '0 AS gone', ...reached].join(', ')} FROM (${second})`;
}

interface Aggregate {
  readonly of: string;
  readonly with: readonly string[];
  readonly as: string;
}

/** Rows by person; states of several tables are merged, as those of shards are. */
function grouped(rows: (from: string) => string, tables: readonly string[], aggregates: readonly Aggregate[]): string {
  if (tables.length === 1) {
    const columns = aggregates.map(({ of, with: args, as }) => `${of}(${args.join(', ')}) AS ${as}`);
    return `SELECT p, ${columns.join(', ')} FROM (${rows(tables[0] ?? '')}) GROUP BY p`;
  }
  const states = aggregates.map(({ of, with: args, as }) => `${of}State(${args.join(', ')}) AS s_${as}`);
  const merged = aggregates.map(({ of, as }) => `${of}Merge(s_${as}) AS ${as}`);
  const each = tables.map((table) => `SELECT p, ${states.join(', ')} FROM (${rows(table)}) GROUP BY p`);
  return `SELECT p, ${merged.join(', ')} FROM (${each.join(' UNION ALL ')}) GROUP BY p`;
}

/** Rows that fit a step: the key `k`, whether it may be part of an attempt, and the step as a bit. */
function rowsSql(
  scope: Scope,
  rules: Rules,
  table: EventTable,
  params: Params,
  properties: readonly string[],
): (from: string) => string {
  const time = table.timeUs(params.text(scope.timeZone));
  const base = rules.byDay ? localDay('t', params.text(scope.timeZone)) : 't';
  const values = properties.map((property, index) => `, CAST(${table.property(property)} AS String) AS v_${index}`);
  const conditions = [...table.conditions(params), `step < ${rules.steps}`];
  if (Number.isFinite(rules.duringFromUs)) conditions.push(`b >= ${params.int(rules.duringFromUs)}`);
  if (Number.isFinite(rules.duringToUs)) conditions.push(`b <= ${params.int(rules.duringToUs)}`);
  const entered = [
    ...(Number.isFinite(rules.enteredFromUs) ? [`b < ${params.int(rules.enteredFromUs)}`] : []),
    ...(Number.isFinite(rules.enteredToUs) ? [`b > ${params.int(rules.enteredToUs)}`] : []),
  ];
  const starts = entered.length === 0 ? 'toUInt8(1)' : `NOT (step = 0 AND (${entered.join(' OR ')}))`;
  const code = rules.later ? `${rules.steps - 1} - step` : 'step';
  return (from) =>
    `SELECT ${table.person()} AS p, ${stepOf(scope, table, params)} AS step, ${time} AS t, ${table.order()} AS o, ${base} AS b, toInt64(b * ${CODES} + ${code}) AS k, bitShiftLeft(toUInt32(1), step) AS m, ${starts} AS starts${values.join('')} FROM ${from} WHERE ${conditions.join(' AND ')}`;
}

/** The one step that a row fits; as many as there are steps for none. */
function stepOf({ steps }: Scope, table: EventTable, params: Params): string {
  const names = steps.flatMap(({ matches }, step) => matches.map((match) => ({ match, step })));
  if (names.every(({ match }) => match.where.length === 0 && match.event !== null && !match.event.includes('*'))) {
    // Looked up once per name of the column's dictionary.
    const texts = params.texts(names.map(({ match }) => match.event ?? ''));
    const places = `CAST([${names.map(({ step }) => step).join(',')}] AS Array(UInt8))`;
    return `transform(${table.event()}, ${texts}, ${places}, toUInt8(${steps.length}))`;
  }
  const cases = names.map(({ match, step }) => `${conditionOf(match, table, params)}, toUInt8(${step})`);
  return `multiIf(${cases.join(', ')}, toUInt8(${steps.length}))`;
}

interface Chained {
  /** The column with a person's events, and what it is selected from. */
  readonly events: string;
  readonly from: string;
  /** Columns to take along. */
  readonly carry: readonly string[];
  /** The name for how many steps are reached. */
  readonly depth: string;
  /** Whether `r<k>` is wanted for each step k: its time, the start negated, the time of the step before. */
  readonly reaches: boolean;
}

/** Goes from step to step: `X` are the events from the one on that reached the last step, `S` the latest start by each. */
function chain(
  { events, from, carry, depth, reaches }: Chained,
  rules: Rules,
  params: Params,
  codeOf: (step: number) => number,
): string {
  const code = `bitAnd(x, ${CODES - 1})`;
  const us = (key: string, step: number): string => `intDiv(${key} - ${codeOf(step)}, ${CODES})`;
  // Nothing is left where there is no such place: it is then one after the last.
  const sliced = (array: string): string => `arraySlice(${array}, at + (at = 0) * (length(${array}) + 1))`;
  const taken = [...carry];
  const found = `SELECT ${taken.join(', ')}, ${events} AS X, arrayFirstIndex(x -> ${code} = ${codeOf(0)}, ${events}) AS at FROM (${from})`;
  let sql = `SELECT ${taken.join(', ')}, toUInt8(at > 0) AS ${depth}, ${sliced('X')} AS Y, arrayFill(x -> ${code} = ${codeOf(0)}, Y) AS S FROM (${found})`;
  sql = `SELECT ${[...taken, depth].join(', ')}, Y AS X, S FROM (${sql})`;
  for (let k = 1; k < rules.steps; k++) {
    const within = Number.isFinite(rules.windowUs)
      ? ` AND x - s <= ${params.int(rules.windowUs)} * ${CODES} + ${codeOf(k) - codeOf(0)}`
      : '';
    const fits = `${code} = ${codeOf(k)}${within}`;
    const here = [...taken, depth].join(', ');
    sql = `SELECT ${here}, X, S, arrayFirstIndex((x, s) -> ${fits}, X, S) AS at FROM (${sql})`;
    const reach = `(${us('X[at]', k)}, -${us('S[at]', 0)}, ${us('X[indexOf(S, S[at])]', k - 1)}) AS r${k}`;
    sql = `SELECT ${taken.join(', ')}, toUInt8(${depth} + (at > 0)) AS deeper, ${reaches ? `${reach}, ` : ''}${sliced('X')} AS Y, ${sliced('S')} AS Z FROM (${sql})`;
    if (reaches) taken.push(`r${k}`);
    const filled = k + 1 < rules.steps ? `, Y AS X, arrayFill((s, x) -> ${fits}, Z, Y) AS S` : '';
    sql = `SELECT ${taken.join(', ')}, deeper AS ${depth}${filled} FROM (${sql})`;
  }
  return sql;
}
