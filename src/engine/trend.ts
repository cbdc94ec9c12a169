import type { TrendAnswer } from './answer.ts';
import type { EventColumns } from './columns.ts';
import { scaled } from './funnel.ts';
import { divide } from './groups.ts';
import { PeopleWalk } from './people-walk.ts';
import { Periods } from './periods.ts';
import type { TrendQuery } from './query.ts';
import { rulesOf } from './rules.ts';
import { PeriodTally, PersonPeriods } from './trend-periods.ts';

/**
 * Answers a trend. Without ends in the question, periods run from the first attempt to the last one or, when the data is
 * known to reach further, to `asOf`.
 */
export function* trend(columns: EventColumns, query: TrendQuery): Generator<number, TrendAnswer> {
  for (const step of [query.fromStep, query.toStep]) {
    if (!(step >= 0 && step < query.steps.length)) throw new RangeError(`step ${step} of ${query.steps.length}`);
  }
  const rules = rulesOf(query);
  const periods = new Periods(query.interval, query.weekStart, rules.clock);
  const walk = new PeopleWalk(columns, query, rules);
  const person = new PersonPeriods(rules, periods);
  const all = new PeriodTally(query);
  if (query.breakdown === null) {
    yield* walk.visit(person, null, () => all.add(person));
    return { kind: 'trend', points: all.points(all.range(periods), periods, rules), groups: null };
  }
  const division = yield* scaled(divide(walk, walk.everyValue(query.breakdown)), 0, 1 / 2);
  const tallies = division.groups.map(() => new PeriodTally(query));
  const counting = walk.visit(
    person,
    division.grouping,
    (group) => tallies[group]?.add(person),
    () => all.add(person),
  );
  yield* scaled(counting, 1 / 2, 1 / 2);
  const range = all.range(periods);
  return {
    kind: 'trend',
    points: all.points(range, periods, rules),
    groups: division.groups.map((group, index) => ({ group, points: tallies[index]!.points(range, periods, rules) })),
  };
}
