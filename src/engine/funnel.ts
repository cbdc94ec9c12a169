import type { FunnelAnswer, FunnelBreakdown } from './answer.ts';
import type { EventColumns } from './columns.ts';
import { FigureTally } from './figures.ts';
import { divide } from './groups.ts';
import { PeopleWalk } from './people-walk.ts';
import { PersonOutcome } from './person-outcome.ts';
import type { FunnelQuery } from './query.ts';
import { rulesOf } from './rules.ts';

/** Answers a funnel: counts of people per step, honest rates per transition, durations, and the same per group. */
export function* funnel(columns: EventColumns, query: FunnelQuery): Generator<number, FunnelAnswer> {
  const rules = rulesOf(query);
  const walk = new PeopleWalk(columns, query, rules);
  const outcome = new PersonOutcome(rules);
  const tally = new FigureTally(query.steps);
  const shareOfAll = query.breakdown === null ? 1 : 1 / 3;
  for (const share of walk.visit(outcome, null, () => tally.add(outcome))) yield share * shareOfAll;

  let breakdown: FunnelBreakdown | null = null;
  if (query.breakdown !== null) {
    const division = yield* scaled(divide(walk, query.breakdown, outcome), 1 / 3);
    const tallies = division.groups.map(() => new FigureTally(query.steps));
    const counted = walk.visit(outcome, division.grouping, (group) => tallies[group]?.add(outcome));
    yield* scaled(counted, 2 / 3);
    breakdown = {
      property: query.breakdown.property,
      attribution: query.breakdown.attribution,
      groups: division.groups.map((group, index) => ({ group, ...tallies[index]!.figures() })),
    };
  }
  return { kind: 'funnel', ...tally.figures(), breakdown };
}

/** A third of the work, beginning at `from`. */
export function* scaled<T>(part: Generator<number, T>, from: number): Generator<number, T> {
  for (;;) {
    const next = part.next();
    if (next.done === true) return next.value;
    yield from + next.value / 3;
  }
}
