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
  const whole = chain('K', 'ks', rules, params, codeOf, people, true);
  const reached = Array.from({ length: K - 1 }, (_, i) => i + 1);
  const firsts = reached.map((k) => `r${k}`).join(', ');
  if (!Number.isFinite(rules.matureToUs)) {
    return `SELECT p${group}, u, ${depthOf('K', K)} AS depth, depth AS matured, 0 AS gone${firsts && `, ${firsts}`} FROM (${whole})`;
  }
  // Only who started both in time and too late is gone through again, without the late starts.
  const lastMature = `${params.int(rules.matureToUs)} * ${CODES} + ${start}`;
  const sorted = `SELECT *, ${depthOf('K', K)} AS depth_, if(depth_ = 0, 0, K0S[1]) AS firstStart, arrayLast(x -> ${isStart}, ks) AS lastStart FROM (${whole})`;
  const deepest =
    K > 1
      ? `(depth_ = ${K} AND -r${K - 1}.2 * ${CODES} + ${start} <= ${lastMature})`
      : `(depth_ = 1 AND firstStart <= ${lastMature})`;
  const judged = `SELECT *, multiIf(depth_ = 0 OR lastStart <= ${lastMature} OR ${deepest}, 1, firstStart > ${lastMature}, 2, 3) AS maturity FROM (${sorted})`;
  const again = `SELECT p${group}, u, depth_, maturity${firsts && `, ${firsts}`}, if(maturity = 3, arrayFilter(x -> NOT (${isStart} AND x > ${lastMature}), ks), CAST([] AS Array(Int64))) AS ks2 FROM (${judged})`;
  const second = chain('L', 'ks2', rules, params, codeOf, again, false);
  return `SELECT p${group}, u, depth_ AS depth, multiIf(maturity = 1, depth_, maturity = 2, 0, ${depthOf('L', K)}) AS matured, 0 AS gone${firsts && `, ${firsts}`} FROM (${second})`;
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

/**
 * Adds, for each step k, `<name>p<k>`: the place of the event that reaches it (0 for none), and, where asked, `r<k>`: its
 * time, the start negated, the time of the step before.
 */
function chain(
  name: string,
  events: string,
  rules: Rules,
  params: Params,
  codeOf: (step: number) => number,
  from: string,
  reaches: boolean,
): string {
  const codes = CODES - 1;
  const us = (key: string, step: number): string => `intDiv(${key} - ${codeOf(step)}, ${CODES})`;
  const sliced = (array: string, place: string): string =>
    `arraySlice(${array}, if(${place} = 0, length(${array}) + 1, ${place}))`;
  let sql = `SELECT *, arrayFirstIndex(x -> bitAnd(x, ${codes}) = ${codeOf(0)}, ${events}) AS ${name}p0 FROM (${from})`;
  sql = `SELECT *, ${sliced(events, `${name}p0`)} AS ${name}0 FROM (${sql})`;
  sql = `SELECT *, arrayFill(x -> bitAnd(x, ${codes}) = ${codeOf(0)}, ${name}0) AS ${name}0S FROM (${sql})`;
  for (let k = 1; k < rules.steps; k++) {
    const [keys, starts] = [`${name}${k - 1}`, `${name}${k - 1}S`];
    const within = Number.isFinite(rules.windowUs)
      ? ` AND x - s <= ${params.int(rules.windowUs)} * ${CODES} + ${codeOf(k) - codeOf(0)}`
      : '';
    const fits = `bitAnd(x, ${codes}) = ${codeOf(k)}${within}`;
    const place = `${name}p${k}`;
    sql = `SELECT *, arrayFirstIndex((x, s) -> ${fits}, ${keys}, ${starts}) AS ${place} FROM (${sql})`;
    const reach = `(${us(`${keys}[${place}]`, k)}, -${us(`${starts}[${place}]`, 0)}, ${us(`${keys}[indexOf(${starts}, ${starts}[${place}])]`, k - 1)})`;
    sql = `SELECT *, ${sliced(keys, place)} AS ${name}${k}, ${sliced(starts, place)} AS ${name}${k}T${reaches ? `, ${reach} AS r${k}` : ''} FROM (${sql})`;
    if (k + 1 < rules.steps) {
      sql = `SELECT *, arrayFill((s, x) -> ${fits}, ${name}${k}T, ${name}${k}) AS ${name}${k}S FROM (${sql})`;
    }
  }
  return sql;
}

/** How many steps are reached. */
function depthOf(name: string, steps: number): string {
  return Array.from({ length: steps }, (_, k) => `(${name}p${k} > 0)`).join(' + ');
}
