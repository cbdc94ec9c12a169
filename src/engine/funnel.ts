import type { FunnelAnswer, FunnelBreakdown, FunnelGroup } from './answer.ts';
import type { EventColumns } from './columns.ts';
import { FigureTally } from './figures.ts';
import { divide, divisionOf, MOST_GROUPS } from './groups.ts';
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
 * Adds everybody to `tally` and returns the groups. Where there cannot be too many of them one walk does; else the groups
 * are ranked first.
 */
function* broken(
  walk: PeopleWalk,
  query: FunnelQuery,
  breakdown: Breakdown,
  tally: FigureTally,
): Generator<number, FunnelBreakdown> {
  const outcome = new PersonOutcome(walk.rules);
  const every = walk.everyValue(breakdown);
  const few = every.groupOf.length <= MOST_GROUPS;
  const ranked = few ? null : yield* scaled(divide(walk, every), 0, 1 / 2);
  const { groupOf } = ranked?.grouping ?? every;
  const tallies = Array.from({ length: ranked?.groups.length ?? groupOf.length }, () => new FigureTally(query.steps));
  const counting = walk.visit(
    outcome,
    { ...every, groupOf },
    (group) => tallies[group]?.add(outcome),
    () => tally.add(outcome),
  );
  yield* few ? counting : scaled(counting, 1 / 2, 1 / 2);
  const division =
    ranked ??
    divisionOf(
      every,
      Float64Array.from(tallies, ({ started }) => started),
    );
  const groups: FunnelGroup[] = [];
  for (const [index, group] of division.groups.entries()) {
    const counted = tallies[ranked === null ? division.shown[index]! : index]!;
    groups.push({ group, ...(yield* counted.figures()) });
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
