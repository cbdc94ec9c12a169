import type { EventColumns } from './columns.ts';
import type { AttemptList } from './kept-attempts.ts';
import { PeopleWalk, type PersonFinder } from './people-walk.ts';
import type { PersonEvents } from './person-events.ts';
import { PersonOutcome } from './person-outcome.ts';
import type { PeopleGroup, PeopleListQuery } from './query.ts';
import { type Rules, rulesOf } from './rules.ts';

/**
 * The people whom a funnel counts as one of the figures of a transition, as numbers of people in the columns, ascending.
 * Yields its progress in 0..1. Throws a RangeError for a step that is not there.
 */
export function* listPeople(columns: EventColumns, query: PeopleListQuery): Generator<number, Uint32Array> {
  const { fromStep, toStep, who } = query;
  if (!(fromStep >= 0 && fromStep < toStep && toStep < query.steps.length)) {
    throw new RangeError(`people from step ${fromStep} to ${toStep} of ${query.steps.length}`);
  }
  const rules = rulesOf(query);
  const finder = new KnownPerson(rules);
  const { outcome } = finder;
  const found: number[] = [];
  yield* new PeopleWalk(columns, query, rules).visit(finder, null, () => {
    if (groupOf(outcome, fromStep, toStep) === who) found.push(finder.person);
  });
  return Uint32Array.from(found);
}

function groupOf({ depth, maturedDepth }: PersonOutcome, fromStep: number, toStep: number): PeopleGroup | null {
  if (depth <= fromStep) return null;
  if (depth > toStep) return 'converted';
  return maturedDepth >= depth ? 'dropped' : 'in-progress';
}

/** An outcome, and whose it is. */
class KnownPerson implements PersonFinder {
  person = -1;
  readonly outcome: PersonOutcome;

  constructor(rules: Rules) {
    this.outcome = new PersonOutcome(rules);
  }

  reset(): void {
    this.outcome.reset();
  }

  take(events: PersonEvents): void {
    this.person = events.person;
    this.outcome.take(events);
  }

  takeKept(attempts: AttemptList, person: number, union: number): void {
    this.person = person;
    this.outcome.takeKept(attempts, person, union);
  }
}
