import type { FunnelAnswer, ReachedAndConverted } from '../engine/answer.ts';
import type { Attribution, Scope } from '../engine/query.ts';
import { type Comparison, compareRates } from './comparison.ts';

/** Whether a property comes with events, with the person's file, or both (an event's own value then goes first). */
export type PropertyOf = 'event' | 'person' | 'both';

/** What groups rest on. */
export interface GroupBasis {
  readonly propertyOf: PropertyOf;
  readonly order: Scope['order'];
}

/**
 * Whether groups may be given verdicts (DESIGN §4): only when a person's group was settled before it could be known how
 * far the person would come. Otherwise groups show counts and shares alone.
 *
 * - From the person's file a value is the same at every event: `first`, `last` and `all` all read it. A value asked of
 *   one step is not enough, because the group then holds only people who have that step; but every attempt has the first.
 * - With events it is the value on the attempt's first event: `step` 0. The first touch may lie after the attempt's
 *   first event or before it, the last touch and `all` depend on how far the person came.
 * - In `any` order an attempt may start with an event of any step, so a step's value may come last.
 */
export function mayJudge(attribution: Attribution, propertyOf: PropertyOf, order: Scope['order'] = 'ordered'): boolean {
  if (attribution.kind === 'step') return attribution.step === 0 && order !== 'any';
  return propertyOf === 'person';
}

/**
 * Each group of a breakdown against all the others together at one transition (from 0), as one table in the order of
 * the groups; `null` when such groups are not to be judged or there is no breakdown. "(none)" and "(other)" are groups
 * like any other. Throws a RangeError for a transition that is not there.
 *
 * The rate of the rest is that of the other groups added up. Where somebody is in several groups (an attempt from each
 * of two campaigns), its n is no more than the people outside the group, so that nobody counts twice for certainty.
 */
export function compareWithRest(
  answer: FunnelAnswer,
  transition: number,
  { propertyOf, order }: GroupBasis,
): readonly Comparison[] | null {
  const { breakdown } = answer;
  if (breakdown === null || !mayJudge(breakdown.attribution, propertyOf, order)) return null;
  const everybody = maturedAt(answer, transition);
  const groups = breakdown.groups.map((group) => maturedAt(group, transition));
  const added = groups.reduce(add, { reached: 0, converted: 0 });
  return compareRates(
    groups.map((first) => {
      const others = { reached: added.reached - first.reached, converted: added.converted - first.converted };
      return { first, second: limited(others, Math.max(0, everybody.reached - first.reached)) };
    }),
  );
}

/**
 * Two groups of a breakdown (their places in it) beside each other, a comparison per transition, as one table; `null` as
 * above. Who is in both groups counts in both: that makes the two rates alike, and the interval wider than need be.
 */
export function compareGroups(
  { breakdown }: FunnelAnswer,
  firstGroup: number,
  secondGroup: number,
  { propertyOf, order }: GroupBasis,
): readonly Comparison[] | null {
  if (breakdown === null || !mayJudge(breakdown.attribution, propertyOf, order)) return null;
  const [first, second] = [breakdown.groups[firstGroup], breakdown.groups[secondGroup]];
  if (first === undefined || second === undefined || first === second) {
    throw new RangeError(`groups ${firstGroup} and ${secondGroup} of ${breakdown.groups.length}`);
  }
  return compareRates(
    first.transitions.map((_, transition) => ({
      first: maturedAt(first, transition),
      second: maturedAt(second, transition),
    })),
  );
}

function maturedAt({ transitions }: Pick<FunnelAnswer, 'transitions'>, transition: number): ReachedAndConverted {
  const at = transitions[transition];
  if (at === undefined) throw new RangeError(`transition ${transition} of ${transitions.length}`);
  return { reached: at.maturedReached, converted: at.maturedConverted };
}

function add(a: ReachedAndConverted, b: ReachedAndConverted): ReachedAndConverted {
  return { reached: a.reached + b.reached, converted: a.converted + b.converted };
}

/** The same rate with no more than `most` people; of these, those who converted may be a fraction. */
function limited(people: ReachedAndConverted, most: number): ReachedAndConverted {
  if (people.reached <= most) return people;
  return { reached: most, converted: (people.converted * most) / people.reached };
}
