import type { EventMatch, Scope } from '../../engine/query.ts';
import type { Rules } from '../../engine/rules.ts';
import { conditionOf } from './conditions.ts';
import { type Division, isPerPerson, localDay } from './people.ts';
import { type CodedMatch, codeOf, codeOfStep, codesOf, KEY_UNIT, OTHER, timeOf } from './plain-codes.ts';
import type { Params } from './statement.ts';
import type { EventTable } from './table.ts';

/** Codes for a question whose people each count in one way only; `null` where it takes lists of what events fit. */
export function plainCodes(scope: Scope, rules: Rules, divided: Division | null): readonly CodedMatch[] | null {
  const { order, exclusions, filters } = scope;
  if (order === 'any' && exclusions.length > 0) return null;
  const asked = [...filters.map(({ attribution }) => attribution), ...(divided ? [divided.breakdown.attribution] : [])];
  if (!asked.every(isPerPerson)) return null;
  const coded = codesOf(scope, rules);
  // Whose value counts depends on what an event fits, which is not known of first and later ones when values are read.
  return coded?.some(({ told }) => told !== null) && asked.length > 0 ? null : coded;
}

/**
 * One row per person: `p`, `g` (the group, when there is a breakdown), `u` (the steps that some event fits, as bits),
 * `ks` (the keys in order). In strict order the keys of all events are there, else those of steps and exclusions.
 */
export function plainPeople(
  coded: readonly CodedMatch[],
  scope: Scope,
  rules: Rules,
  table: EventTable,
  params: Params,
  divided: Division | null,
): string {
  const properties = [
    ...new Set([...scope.filters.map(({ property }) => property), divided?.breakdown.property ?? []].flat()),
  ];
  const attributed = (property: string, kind: string): string => `${kind}_${properties.indexOf(property)}`;
  const asked = [
    ...scope.filters.map(({ property, attribution }) => attributed(property, attribution.kind)),
    ...(divided === null ? [] : [attributed(divided.breakdown.property, divided.breakdown.attribution.kind)]),
  ];
  const tells = coded.some(({ told }) => told !== null);
  const [least = 0, most = 0] = [0, rules.steps - 1].map((step) => codeOfStep(rules, step)).sort((a, b) => a - b);
  const aggregates: Aggregate[] = [
    isLimited(rules) && !tells
      ? { of: 'groupArrayIf', with: ['k', 'serves'], as: 'k_' }
      : { of: 'groupArray', with: ['k'], as: 'k_' },
    ...(tells ? [] : [{ of: 'groupBitOr', with: ['bitShiftLeft(toUInt64(1), c)'], as: 'c_' }]),
    ...[...new Set(asked)].map((name): Aggregate => {
      const value = `v_${name.split('_')[1]}`;
      const of = name.startsWith('last') ? 'argMaxIf' : 'argMinIf';
      return { of, with: [value, table.rank(), `${value} != '' AND c BETWEEN ${least} AND ${most}`], as: name };
    }),
  ];
  let people = grouped(rowsSql(coded, scope, rules, table, params, properties), table.tables, aggregates);
  for (const { property, attribution, in: values } of scope.filters) {
    const set = params.texts(values.map((value) => value ?? ''));
    people = `SELECT * FROM (${people}) WHERE has(${set}, ${attributed(property, attribution.kind)})`;
  }
  if (divided !== null) {
    const { property, attribution } = divided.breakdown;
    people = `SELECT *, ${divided.groupOf(attributed(property, attribution.kind), params)} AS g FROM (${people})`;
    if (divided.only !== null) people = `SELECT * FROM (${people}) WHERE ${divided.only}`;
  }
  const group = divided === null ? '' : ', g';
  const bits = (codes: string): string =>
    rules.later
      ? Array.from({ length: rules.steps }, (_, k) => `bitTest(${codes}, ${codeOfStep(rules, k)}) * ${2 ** k}`).join(
          ' + ',
        )
      : `bitAnd(bitShiftRight(${codes}, ${least}), ${2 ** rules.steps - 1})`;
  if (!tells) return `SELECT p${group}, toUInt32(${bits('c_')}) AS u, arraySort(k_) AS ks FROM (${people})`;
  const told = toldApart(coded, rules, params, `SELECT p${group}, arraySort(k_) AS ks FROM (${people})`, group);
  const codes = `arrayReduce('groupBitOr', arrayMap(x -> bitShiftLeft(toUInt64(1), ${codeOf('x')}), served))`;
  const starts = isLimited(rules)
    ? `arrayFilter(x -> NOT (${codeOf('x')} = ${codeOfStep(rules, 0)} AND (${outside(timeOf('x'), rules, params)})), served)`
    : 'served';
  return `SELECT p${group}, toUInt32(${bits(codes)}) AS u, ${starts} AS ks FROM (${told}) WHERE notEmpty(served)`;
}

/** First and later events get their own codes, and what is out of range goes: `served`. */
function toldApart(coded: readonly CodedMatch[], rules: Rules, params: Params, people: string, group: string): string {
  const kinds = coded.flatMap(({ code, told }) => (told === null ? [] : [{ code, ...told }]));
  const firsts = kinds.map(({ code }) => `arrayFirstIndex(x -> ${codeOf('x')} = ${code}, ks) AS f${code}`);
  const cases = kinds.map(
    ({ code, first, later }) => `${codeOf('x')} = ${code}, x - ${code} + if(i = f${code}, ${first}, ${later})`,
  );
  const found = `SELECT p${group}, ks, ${firsts.join(', ')} FROM (${people})`;
  const renamed = `arraySort(arrayMap((x, i) -> toInt64(multiIf(${cases.join(', ')}, x)), ks, arrayEnumerate(ks)))`;
  const kept = [
    ...during(timeOf('x'), rules, params),
    ...(rules.order === 'strict' ? [] : [`${codeOf('x')} != ${OTHER}`]),
  ];
  const served = kept.length === 0 ? renamed : `arrayFilter(x -> ${kept.join(' AND ')}, ${renamed})`;
  return `SELECT p${group}, ${served} AS served FROM (${found})`;
}

/** Whether some events of the first step may not start: in order, these serve nothing. */
function isLimited({ order, enteredFromUs, enteredToUs }: Rules): boolean {
  return order === 'ordered' && (Number.isFinite(enteredFromUs) || Number.isFinite(enteredToUs));
}

function outside(time: string, { enteredFromUs, enteredToUs }: Rules, params: Params): string {
  const parts = [
    ...(Number.isFinite(enteredFromUs) ? [`${time} < ${params.int(enteredFromUs)}`] : []),
    ...(Number.isFinite(enteredToUs) ? [`${time} > ${params.int(enteredToUs)}`] : []),
  ];
  return parts.join(' OR ');
}

function during(time: string, { duringFromUs, duringToUs }: Rules, params: Params): readonly string[] {
  return [
    ...(Number.isFinite(duringFromUs) ? [`${time} >= ${params.int(duringFromUs)}`] : []),
    ...(Number.isFinite(duringToUs) ? [`${time} <= ${params.int(duringToUs)}`] : []),
  ];
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

/** Rows that count: the key `k`, its code `c`, and what values are chosen by. */
function rowsSql(
  coded: readonly CodedMatch[],
  scope: Scope,
  rules: Rules,
  table: EventTable,
  params: Params,
  properties: readonly string[],
): (from: string) => string {
  const zone = params.text(scope.timeZone);
  const base = rules.byDay ? localDay('t', zone) : 't';
  const values = properties.map((property, index) => `, CAST(${table.property(property)} AS String) AS v_${index}`);
  const conditions = [...table.conditions(params)];
  if (rules.order !== 'strict') conditions.push(`c != ${OTHER}`);
  // What is first is told over the whole table, before any range.
  if (coded.every(({ told }) => told === null)) conditions.push(...during('b', rules, params));
  const serves = isLimited(rules)
    ? `, NOT (c = ${codeOfStep(rules, 0)} AND (${outside('b', rules, params)})) AS serves`
    : '';
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return (from) =>
    `SELECT ${table.person()} AS p, ${codeSql(coded, table, params)} AS c, ${table.timeUs(zone)} AS t, ${table.order()} AS o, ${base} AS b, toInt64(b * ${KEY_UNIT} + c) AS k${serves}${values.join('')} FROM ${from}${where}`;
}

/** The code of a row. */
function codeSql(coded: readonly CodedMatch[], table: EventTable, params: Params): string {
  const isName = ({ event, where }: EventMatch): boolean =>
    where.length === 0 && event !== null && !event.includes('*');
  if (coded.every(({ match }) => isName(match))) {
    // Looked up once per name of the column's dictionary.
    const texts = params.texts(coded.map(({ match }) => match.event ?? ''));
    const codes = `CAST([${coded.map(({ code }) => code).join(',')}] AS Array(UInt8))`;
    return `transform(${table.event()}, ${texts}, ${codes}, toUInt8(${OTHER}))`;
  }
  const cases = coded.map(({ match, code }) => `${conditionOf(match, table, params)}, toUInt8(${code})`);
  return `multiIf(${cases.join(', ')}, toUInt8(${OTHER}))`;
}
