import type { AnswerOf, Durations, FunnelAnswer, FunnelFigures, GroupId, TrendPoint } from '../../engine/answer.ts';
import type { EventColumns } from '../../engine/columns.ts';
import type { Query } from '../../engine/query.ts';
import { runToEnd } from '../../engine/run.ts';
import type { CaseExpectations, ConformanceCase } from './case-format.ts';
import { columnsOf, comparisonQuestion, durationQuestion, funnelQuestion, trendQuestion } from './case-question.ts';

/** Who answers questions about the events of a case. */
export type CaseAsker = (columns: EventColumns) => <Q extends Query>(query: Q) => AnswerOf<Q>;

const embedded: CaseAsker = (columns) => (query) => runToEnd(columns, query);

/** Where the answer differs from what the case expects; empty when it passes. A case that expects nothing fails. */
export function checkCase(given: ConformanceCase, asker: CaseAsker = embedded): readonly string[] {
  const ask = asker(columnsOf(given));
  const differences = new Differences();
  const { expect } = given;
  if (Object.keys(expect).length === 0) differences.add('expects nothing');
  if ((expect.trend !== undefined || expect.by_breakdown_trend !== undefined) && !given.trend) {
    differences.add('expects a trend without asking for one');
  }
  if (expect.time_to_convert !== undefined && !given.time_to_convert) {
    differences.add('expects times to convert without asking for them');
  }
  if (expect.comparison !== undefined && !given.comparison) {
    differences.add('expects a comparison without asking for one');
  }
  const funnel = ask(funnelQuestion(given));
  checkFigures(funnel, expect, differences);
  checkBreakdown(given, funnel, differences);
  checkPeople(given, asker, differences);
  checkTrend(given, ask, differences);
  checkTimeToConvert(given, ask, differences);
  checkComparison(given, ask, differences);
  return differences.found;
}

class Differences {
  readonly found: string[] = [];

  add(text: string): void {
    this.found.push(text);
  }

  /** `null` or a missing end of a list is not asserted; a longer list than there is fails. */
  list(what: string, expected: readonly (number | null)[] | undefined, actual: readonly (number | null)[]): void {
    if (expected === undefined) return;
    const wrong = expected.some((value, i) => value !== null && !near(value, actual[i] ?? null));
    if (wrong || expected.length > actual.length) {
      this.add(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
    }
  }

  same(what: string, expected: readonly string[], actual: readonly string[]): void {
    if (expected.length === actual.length && expected.every((text, i) => text === actual[i])) return;
    this.add(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  }
}

function near(expected: number, actual: number | null): boolean {
  return actual !== null && Math.abs(expected - actual) <= 1e-9 * Math.max(1, Math.abs(expected));
}

/** Seconds from the step before to each step; nothing for the first. */
function secondsBy(
  figures: FunnelFigures,
  read: (durations: Durations) => number,
  sinceFirst = false,
): (number | null)[] {
  const perStep = figures.transitions.map(({ timeToConvert, sinceFirstContact }) => {
    const durations = sinceFirst ? sinceFirstContact : timeToConvert;
    return durations === null ? null : read(durations) / 1_000_000;
  });
  return [null, ...perStep];
}

const average = ({ meanUs }: Durations): number => meanUs;
const median = ({ medianUs }: Durations): number => medianUs;
const reachedOf = (figures: FunnelFigures): number[] => figures.steps.map(({ reached }) => reached);

function checkFigures(figures: FunnelFigures, expect: CaseExpectations, differences: Differences): void {
  const { steps, transitions } = figures;
  const of = <T>(items: readonly T[], read: (item: T) => number): number[] => items.map(read);
  differences.list('counts', expect.counts, reachedOf(figures));
  differences.list('average_seconds', expect.average_seconds, secondsBy(figures, average));
  differences.list('median_seconds', expect.median_seconds, secondsBy(figures, median));
  differences.list(
    'since_first_average_seconds',
    expect.since_first_average_seconds,
    secondsBy(figures, average, true),
  );
  differences.list(
    'matured',
    expect.matured?.flat(),
    transitions.flatMap(({ maturedReached, maturedConverted }) => [maturedReached, maturedConverted]),
  );
  differences.list(
    'dropped',
    expect.dropped,
    of(transitions, ({ dropped }) => dropped),
  );
  differences.list(
    'in_progress',
    expect.in_progress,
    of(transitions, ({ inProgress }) => inProgress),
  );
  differences.list(
    'implied',
    expect.implied,
    of(steps, ({ implied }) => implied),
  );
  differences.list(
    'blind_spot',
    expect.blind_spot,
    of(steps, ({ blindSpot }) => blindSpot),
  );
  if (expect.spoiled !== undefined) differences.list('spoiled', [expect.spoiled], [figures.spoiled]);
}

/** A missing property is `""` in the cases; "(other)" is asserted on its own. */
function keyOf(group: GroupId): string | null {
  switch (group.kind) {
    case 'value':
      return group.value;
    case 'none':
      return '';
    case 'other':
      return null;
  }
}

function checkBreakdown(given: ConformanceCase, funnel: FunnelAnswer, differences: Differences): void {
  const { expect } = given;
  const groups = new Map<string, FunnelFigures>();
  let other: { readonly counts: number[]; readonly values: number } | null = null;
  for (const figures of funnel.breakdown?.groups ?? []) {
    const key = keyOf(figures.group);
    if (key !== null) groups.set(key, figures);
    else if (figures.group.kind === 'other') other = { counts: reachedOf(figures), values: figures.group.values };
  }
  if (expect.other !== undefined || expect.by_breakdown !== undefined) {
    const { counts = [], values = 0 } = expect.other ?? {};
    differences.list('other', [values, ...counts], other === null ? [0] : [other.values, ...other.counts]);
  }
  if (expect.by_breakdown !== undefined) {
    differences.same('groups', Object.keys(expect.by_breakdown).sort(), [...groups.keys()].sort());
  }
  if (expect.by_breakdown_order !== undefined) {
    differences.same('order of groups', expect.by_breakdown_order, [...groups.keys()]);
  }
  const each = <T>(of: Readonly<Record<string, T>> | undefined, check: (value: T, figures: FunnelFigures) => void) => {
    for (const [key, value] of Object.entries(of ?? {})) {
      const figures = groups.get(key);
      if (figures === undefined) differences.add(`no group ${JSON.stringify(key)}`);
      else check(value, figures);
    }
  };
  each(expect.by_breakdown, (value, figures) => {
    differences.list(`counts of ${JSON.stringify(keyOfFigures(figures))}`, value, reachedOf(figures));
  });
  each(expect.by_breakdown_average_seconds, (value, figures) => {
    differences.list('average_seconds of a group', value, secondsBy(figures, average));
  });
  each(expect.by_breakdown_median_seconds, (value, figures) => {
    differences.list('median_seconds of a group', value, secondsBy(figures, median));
  });
}

function keyOfFigures(figures: FunnelFigures): string | null {
  return 'group' in figures ? keyOf(figures.group as GroupId) : null;
}

/** Who reached a step is found by asking about each person alone. */
function checkPeople(given: ConformanceCase, asker: CaseAsker, differences: Differences): void {
  const { converted_people_at_step: all, by_breakdown_people_at_step: byGroup } = given.expect;
  if (all === undefined && byGroup === undefined) return;
  const question = funnelQuestion(given);
  const reachedBy = new Map<string, Set<string>>();
  const note = (group: string | null, figures: FunnelFigures, person: string): void => {
    figures.steps.forEach(({ reached }, index) => {
      const key = JSON.stringify([group, String(index + 1)]);
      if (reached > 0) reachedBy.set(key, (reachedBy.get(key) ?? new Set<string>()).add(person));
    });
  };
  for (const person of new Set(given.events.map((event) => event.person))) {
    const answer = asker(columnsOf(given, person))(question);
    note(null, answer, person);
    for (const figures of answer.breakdown?.groups ?? []) note(keyOf(figures.group), figures, person);
  }
  const compare = (group: string | null, expected: Readonly<Record<string, readonly string[]>>): void => {
    for (const [step, people] of Object.entries(expected)) {
      const actual = reachedBy.get(JSON.stringify([group, step])) ?? new Set<string>();
      differences.same(`people at step ${step} of ${group ?? 'all'}`, [...people].sort(), [...actual].sort());
    }
  };
  if (all !== undefined) compare(null, all);
  for (const [group, expected] of Object.entries(byGroup ?? {})) compare(group, expected);
}

function checkTrend(given: ConformanceCase, ask: ReturnType<CaseAsker>, differences: Differences): void {
  if (!given.trend) return;
  const answer = ask(trendQuestion(given, given.trend));
  const compare = (what: string, expected: CaseExpectations['trend'], points: readonly TrendPoint[]): void => {
    for (const { date, from, to, rate, mature } of expected ?? []) {
      const point = points.find(({ label }) => label === date);
      if (point === undefined) {
        differences.add(`${what}: no period ${date}`);
        continue;
      }
      const percent = point.from === 0 ? 0 : Math.round((point.to / point.from) * 10_000) / 100;
      differences.list(`${what} ${date}`, [from ?? null, to ?? null, rate ?? null], [point.from, point.to, percent]);
      if (mature !== undefined && mature !== point.mature) differences.add(`${what} ${date}: mature ${point.mature}`);
    }
  };
  compare('trend', given.expect.trend, answer.points);
  const byGroup = given.expect.by_breakdown_trend;
  if (byGroup === undefined) return;
  const groups = new Map((answer.groups ?? []).map(({ group, points }) => [keyOf(group), points]));
  differences.same('groups of the trend', Object.keys(byGroup).sort(), [...groups.keys()].map(String).sort());
  for (const [key, expected] of Object.entries(byGroup)) {
    compare(`trend of ${JSON.stringify(key)}`, expected, groups.get(key) ?? []);
  }
}

function checkTimeToConvert(given: ConformanceCase, ask: ReturnType<CaseAsker>, differences: Differences): void {
  const expected = given.expect.time_to_convert;
  if (!given.time_to_convert || expected === undefined) return;
  const answer = ask(durationQuestion(given, given.time_to_convert));
  if (expected.bins !== undefined) {
    const actual = answer.bins.flatMap(({ startUs, people }) => [startUs / 1_000_000, people]);
    differences.list('bins', expected.bins.flat(), actual);
    if (expected.bins.length !== answer.bins.length) differences.add(`${answer.bins.length} bins`);
  }
  if (expected.average !== undefined) {
    const { durations } = answer;
    differences.list('average', [expected.average], [durations === null ? null : durations.meanUs / 1_000_000]);
  }
  if (expected.curve !== undefined) {
    const actual = answer.curve.flatMap(({ elapsedUs, share }) => [elapsedUs / 1_000_000, share]);
    differences.list('curve', expected.curve.flat(), actual);
    if (expected.curve.length !== answer.curve.length) differences.add(`${answer.curve.length} steps of the curve`);
  }
}

function checkComparison(given: ConformanceCase, ask: ReturnType<CaseAsker>, differences: Differences): void {
  const expected = given.expect.comparison;
  if (!given.comparison || expected === undefined) return;
  const { a, b, transitions } = ask(comparisonQuestion(given, given.comparison));
  differences.list(
    'people of the periods',
    expected.people?.flatMap(({ reached, matured }) => [reached, matured]),
    [a, b].flatMap(({ reached, maturedReached }) => [reached, maturedReached]),
  );
  for (const side of ['a', 'b'] as const) {
    const actual = transitions.flatMap((one) => [one[side].reached, one[side].converted]);
    differences.list(`period ${side}`, expected[side]?.flat(), actual);
  }
  differences.list(
    'in both periods',
    expected.in_both,
    transitions.map(({ inBoth }) => inBoth),
  );
}
