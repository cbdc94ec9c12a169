import type { ComparedTransition, ComparisonAnswer } from './answer.ts';
import type { EventColumns } from './columns.ts';
import type { AttemptList } from './kept-attempts.ts';
import { PeopleWalk, type PersonFinder } from './people-walk.ts';
import type { PersonEvents } from './person-events.ts';
import { PersonOutcome } from './person-outcome.ts';
import type { ComparisonQuery, Scope, Step } from './query.ts';
import { type Rules, rulesOf } from './rules.ts';

/**
 * Answers a comparison of two periods: per transition the matured people of each, without those who reached its first
 * step in both. The periods may overlap or lie in either order.
 */
export function* comparison(columns: EventColumns, query: ComparisonQuery): Generator<number, ComparisonAnswer> {
  const inA: Scope = { ...query, entered: query.a };
  const rules = rulesOf(inA);
  const person = new PersonInPeriods(rules, rulesOf({ ...query, entered: query.b }));
  const tally = new ComparisonTally(query.steps);
  yield* new PeopleWalk(columns, inA, rules).visit(person, null, () => tally.add(person.a, person.b));
  return tally.answer();
}

/** How far somebody came in one period, by all attempts and by the matured ones. */
export interface PeriodDepth {
  readonly depth: number;
  readonly maturedDepth: number;
}

/** The answer from people who were counted elsewhere, by how far they came in each period. */
export function comparisonOf(
  steps: readonly Step[],
  counted: readonly { readonly a: PeriodDepth; readonly b: PeriodDepth; readonly people: number }[],
): ComparisonAnswer {
  const tally = new ComparisonTally(steps);
  for (const { a, b, people } of counted) tally.add(a, b, people);
  return tally.answer();
}

/** The outcome of one person in each of the two periods. The rules differ only in when an attempt may start. */
class PersonInPeriods implements PersonFinder {
  readonly a: PersonOutcome;
  readonly b: PersonOutcome;

  constructor(rulesOfA: Rules, rulesOfB: Rules) {
    this.a = new PersonOutcome(rulesOfA);
    this.b = new PersonOutcome(rulesOfB);
  }

  reset(): void {
    this.a.reset();
    this.b.reset();
  }

  take(events: PersonEvents): void {
    this.a.take(events);
    this.b.take(events);
  }

  takeKept(attempts: AttemptList, person: number, union: number): void {
    this.a.takeKept(attempts, person, union);
    this.b.takeKept(attempts, person, union);
  }
}

/** Counts people by how far they came in each period. */
class ComparisonTally {
  private readonly steps: readonly Step[];
  /** People by the matured depths in both periods: the one in `a` times the number of depths, plus the one in `b`. */
  private readonly atDepths: Float64Array;
  private reachedA = 0;
  private reachedB = 0;

  constructor(steps: readonly Step[]) {
    this.steps = steps;
    this.atDepths = new Float64Array((steps.length + 1) ** 2);
  }

  add(a: PeriodDepth, b: PeriodDepth, people = 1): void {
    if (a.depth > 0) this.reachedA += people;
    if (b.depth > 0) this.reachedB += people;
    this.atDepths[a.maturedDepth * (this.steps.length + 1) + b.maturedDepth]! += people;
  }

  answer(): ComparisonAnswer {
    const maturedA = this.people((a) => a > 0);
    const maturedB = this.people((_, b) => b > 0);
    return {
      kind: 'comparison',
      a: { reached: this.reachedA, maturedReached: maturedA },
      b: { reached: this.reachedB, maturedReached: maturedB },
      transitions: this.steps.slice(1).map((to, k) => this.transition(this.steps[k]!.id, to.id, k + 1)),
    };
  }

  /** From the step that makes a depth of `k` to the next one. */
  private transition(from: string, to: string, k: number): ComparedTransition {
    return {
      from,
      to,
      inBoth: this.people((a, b) => a >= k && b >= k),
      a: { reached: this.people((a, b) => a >= k && b < k), converted: this.people((a, b) => a > k && b < k) },
      b: { reached: this.people((a, b) => b >= k && a < k), converted: this.people((a, b) => b > k && a < k) },
    };
  }

  private people(test: (depthInA: number, depthInB: number) => boolean): number {
    const depths = this.steps.length + 1;
    return this.atDepths.reduce(
      (sum, people, at) => (test(Math.floor(at / depths), at % depths) ? sum + people : sum),
      0,
    );
  }
}
