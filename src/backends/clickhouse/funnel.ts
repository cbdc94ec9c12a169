import type { FunnelAnswer, FunnelBreakdown, FunnelFigures, FunnelGroup, GroupId } from '../../engine/answer.ts';
import { MOST_GROUPS } from '../../engine/groups.ts';
import type { Breakdown, FunnelQuery, Scope } from '../../engine/query.ts';
import { durationColumns, durationsFrom } from './durations.ts';
import { outcomes, startOf } from './outcomes.ts';
import { type Division, isPerPerson, People } from './people.ts';
import { type Asking, numberOf, Params, type Row, type Statement, textOf } from './statement.ts';
import type { EventTable } from './table.ts';

/** Counts of people per step, honest rates per transition, durations, and the same per group. */
export function* funnel(query: FunnelQuery, table: EventTable): Asking<FunnelAnswer> {
  const { breakdown } = query;
  if (breakdown === null) {
    const [row] = yield figuresOf(query, table, null, '');
    return { kind: 'funnel', ...figuresFrom(row, query), breakdown: null };
  }
  let all: Row | undefined;
  let rows: readonly Row[];
  if (isPerPerson(breakdown.attribution)) {
    // Each person has one group, so that everybody is counted on the way.
    const answered = yield figuresOf(query, table, everyValue(breakdown), 'sets');
    all = answered.find((row) => numberOf(row, 'everybody') === 1);
    rows = answered.filter((row) => row !== all);
  } else {
    [all] = yield figuresOf(query, table, null, '');
    rows = yield figuresOf(query, table, everyValue(breakdown), 'groups');
  }
  return { kind: 'funnel', ...figuresFrom(all, query), breakdown: yield* groupsOf(query, breakdown, table, rows) };
}

function* groupsOf(
  query: FunnelQuery,
  breakdown: Breakdown,
  table: EventTable,
  rows: readonly Row[],
): Asking<FunnelBreakdown> {
  const started = rows.filter((row) => numberOf(row, 'd1') > 0).slice(0, MOST_GROUPS);
  const groups: FunnelGroup[] = started.map((row) => ({
    group: groupId(textOf(row, 'g')),
    ...figuresFrom(row, query),
  }));
  const others = numberOf(rows[0] ?? { values: 0 }, 'values') - groups.length;
  if (others > 0) {
    const shown = started.map((row) => textOf(row, 'g'));
    const [row] = yield figuresOf(query, table, outside(breakdown, shown), '');
    groups.push({ group: { kind: 'other', values: others }, ...figuresFrom(row, query) });
  }
  return { property: breakdown.property, attribution: breakdown.attribution, groups };
}

/** A breakdown in which every value is a group of its own; no value is the empty text. */
export function everyValue(breakdown: Breakdown): Division {
  return { breakdown, groupOf: (value) => value, only: null };
}

/** The values outside the ones shown, as one group. */
export function outside(breakdown: Breakdown, shown: readonly string[]): Division {
  return {
    breakdown,
    groupOf: (value, params) => `toUInt8(NOT has(${params.texts(shown)}, ${value}))`,
    only: 'g = 1',
  };
}

/** The groups that are shown, by their place, and the others as one. */
export function places(breakdown: Breakdown, shown: readonly string[]): Division {
  return { breakdown, groupOf: (value, params) => `toUInt8(indexOf(${params.texts(shown)}, ${value}))`, only: null };
}

export function groupId(value: string): GroupId {
  return value === '' ? { kind: 'none' } : { kind: 'value', value };
}

/** Most people at the first step first, ties by the bytes of the name; no value goes by "(none)". */
export const RANKED = `d1 DESC, if(g = '', '(none)', g), g`;

function figuresOf(
  query: FunnelQuery,
  table: EventTable,
  divided: Division | null,
  by: '' | 'groups' | 'sets',
): Statement {
  const params = new Params();
  const people = new People(query, table, params);
  const from = outcomes(people, query, table, params, divided);
  const columns = figureColumns(query, people).join(', ');
  if (by === '') return { sql: `SELECT ${columns} FROM (${from})`, params: params.values };
  const grouped =
    by === 'groups'
      ? `SELECT g, 0 AS everybody, ${columns} FROM (${from}) GROUP BY g`
      : `SELECT g, grouping(g) AS everybody, ${columns} FROM (${from}) GROUP BY GROUPING SETS ((g), ())`;
  const counted = `SELECT *, countIf(d1 > 0 AND everybody = 0) OVER () AS values FROM (${grouped})`;
  const ranked = `ORDER BY everybody DESC, ${RANKED} LIMIT ${MOST_GROUPS + 1}`;
  return { sql: `SELECT * FROM (${counted}) ${ranked}`, params: params.values };
}

function figureColumns({ steps }: Scope, { rules }: People): readonly string[] {
  const depths = [...steps.keys()].map((k) => k + 1);
  return [
    ...depths.flatMap((d) => [`countIf(depth >= ${d}) AS d${d}`, `countIf(matured >= ${d}) AS m${d}`]),
    ...depths.map((d) => `countIf(depth = ${d} AND matured >= ${d}) AS x${d}`),
    ...steps.flatMap((_, k) => [
      `countIf(u >= ${2 ** k}) AS i${k}`,
      `countIf(u >= ${2 ** k} AND NOT bitTest(u, ${k})) AS b${k}`,
    ]),
    'countIf(gone) AS spoiled',
    ...steps.slice(1).flatMap((_, index) => {
      const k = index + 1;
      return [
        ...durationColumns(`before${k}`, `r${k}.1 - r${k}.3`, `depth > ${k}`),
        ...durationColumns(`since${k}`, `r${k}.1 - (${startOf(rules, `r${k}`)})`, `depth > ${k}`),
      ];
    }),
  ];
}

function figuresFrom(row: Row | undefined, { steps }: Scope): FunnelFigures {
  const count = (column: string): number => numberOf(row, column);
  return {
    steps: steps.map(({ id }, k) => ({
      id,
      reached: count(`d${k + 1}`),
      implied: count(`i${k}`),
      blindSpot: count(`b${k}`),
    })),
    transitions: steps.slice(1).map(({ id }, index) => {
      const k = index + 1;
      const [reached, converted, dropped] = [count(`d${k}`), count(`d${k + 1}`), count(`x${k}`)];
      return {
        from: steps[index]?.id ?? '',
        to: id,
        reached,
        converted,
        dropped,
        inProgress: reached - converted - dropped,
        maturedReached: count(`m${k}`),
        maturedConverted: count(`m${k + 1}`),
        timeToConvert: durationsFrom(row, `before${k}`),
        sinceFirstContact: durationsFrom(row, `since${k}`),
      };
    }),
    spoiled: count('spoiled'),
  };
}
