import { Attempts } from './attempts.ts';
import { AnyOrderAttempts } from './attempts-any.ts';
import { OrderedAttempts } from './attempts-ordered.ts';
import { PlainAttempts } from './attempts-plain.ts';
import { StrictAttempts } from './attempts-strict.ts';
import { Instants } from './instants.ts';
import type { PersonEvents } from './person-events.ts';
import type { Rules } from './rules.ts';

/** Finds all attempts of a person under the rules. The list it returns is refilled by the next call. */
export class AttemptFinder {
  private readonly rules: Rules;
  private readonly instants = new Instants();
  private readonly attempts: Attempts;
  private readonly plain: PlainAttempts;
  private readonly inOrder: OrderedAttempts | StrictAttempts | AnyOrderAttempts;

  constructor(rules: Rules) {
    this.rules = rules;
    this.attempts = new Attempts(rules.steps);
    this.plain = new PlainAttempts(rules);
    this.inOrder = byOrder(rules.order);
  }

  find(events: PersonEvents): Attempts {
    this.attempts.clear();
    if (events.attempts !== null) {
      events.attempts.list(events.person, this.rules, this.attempts);
      return this.attempts;
    }
    if (this.plain.fits(events)) {
      this.plain.find(events, this.attempts);
      return this.attempts;
    }
    this.instants.fill(events, this.rules);
    this.inOrder.find(events, this.instants, this.rules, this.attempts);
    return this.attempts;
  }
}

function byOrder(order: Rules['order']): OrderedAttempts | StrictAttempts | AnyOrderAttempts {
  switch (order) {
    case 'ordered':
      return new OrderedAttempts();
    case 'strict':
      return new StrictAttempts();
    case 'any':
      return new AnyOrderAttempts();
  }
}

/** How far a person got by a set of attempts. */
export interface Standing {
  /** The number of steps of the deepest attempt, 0 without one and when all of the deepest are spoiled. */
  depth: number;
  /** Whether there are attempts and all of the deepest are spoiled. */
  left: boolean;
}

/** The standing by those attempts, from index `from` up to, not including, `to`, that start at or before `startToUs`. */
export function standing(attempts: Attempts, from: number, to: number, startToUs: number, into: Standing): void {
  let deepest = 0;
  let kept = false;
  for (let a = from; a < to; a++) {
    if (attempts.startUs[a]! > startToUs) break;
    const depth = attempts.depth[a]!;
    if (depth < deepest) continue;
    if (depth > deepest) {
      deepest = depth;
      kept = false;
    }
    if (attempts.spoiled[a] === 0) kept = true;
  }
  into.depth = kept ? deepest : 0;
  into.left = deepest > 0 && !kept;
}
