import type { FunnelAnswer, FunnelBreakdown, FunnelGroup } from './answer.ts';
import type { EventColumns } from './columns.ts';
import { FigureTally } from './figures.ts';
import { divide, MOST_GROUPS } from './groups.ts';
import { PeopleWalk } from './people-walk.ts';
import { PersonOutcome } from './person-outcome.ts';
import type { Breakdown, FunnelQuery } from './query.ts';
import { rulesOf } from './rules.ts';

/** Answers a funnel: counts of people per step, honest rates per transition, durations, and the same per group. */
export function* funnel(columns: EventColumns, query: FunnelQuery): Generator<number, FunnelAnswer> {
  const walk = new PeopleWalk(columns, query, rulesOf(query));
  const tally = new FigureTally(query.steps);
  let breakdown: FunnelBreakdown | null = null;
  if (query.breakdown === null) {
    const outcome = new PersonOutcome(walk.rules);
    yield* walk.visit(outcome, null, () => tally.add(outcome));
  } else {
    breakdown = yield* broken(walk, query, query.breakdown, tally);
  }
  return { kind: 'funnel', ...(yield* tally.figures()), breakdown };
}

/**
 * Adds everybody to `tally` and returns the groups, in as few walks as will do: everybody is counted while the groups
 * are ranked when each person has one value, and the groups are when there cannot be too many of them.
 */
function* broken(
  walk: PeopleWalk,
  query: FunnelQuery,
  breakdown: Breakdown,
  tally: FigureTally,
): Generator<number, FunnelBreakdown> {
  const outcome = new PersonOutcome(walk.rules);
  const every = walk.everyValue(breakdown);
  const together = every.property.perPerson;
  const few = every.groupOf.length <= MOST_GROUPS;
  const walks = 1 + (together ? 0 : 1) + (few ? 0 : 1);
  let walked = 0;
  if (!together) {
    yield* scaled(
      walk.visit(outcome, null, () => tally.add(outcome)),
      0,
      1 / walks,
    );
    walked++;
  }
  const ofValue = few ? Array.from(every.groupOf, () => new FigureTally(query.steps)) : [];
  const ranking = divide(walk, every, outcome, (code) => {
    if (together) tally.add(outcome);
    ofValue[code]?.add(outcome);
  });
  const division = yield* scaled(ranking, walked / walks, 1 / walks);
  walked++;
  let tallies: readonly (FigureTally | undefined)[] = division.shown.map((code) => ofValue[code]);
  if (!few) {
    const counted = division.groups.map(() => new FigureTally(query.steps));
    const counting = walk.visit(outcome, division.grouping, (group) => counted[group]?.add(outcome));
    yield* scaled(counting, walked / walks, 1 / walks);
    tallies = counted;
  }
  const groups: FunnelGroup[] = [];
  for (const [index, group] of division.groups.entries()) {
    groups.push({ group, ...(yield* (tallies[index] as FigureTally).figures()) });
  }
  return { property: breakdown.property, attribution: breakdown.attribution, groups };
}

/** A part of the work: its progress as the given share of the whole, beginning at `from`. */
export function* scaled<T>(part: Generator<number, T>, from: number, share: number): Generator<number, T> {
  for (;;) {
    const next = part.next();
    if (next.done === true) return next.value;
    yield from + next.value * share;
  }
}
