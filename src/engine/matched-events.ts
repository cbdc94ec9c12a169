import { canonicalText } from './canonical.ts';
import type { EventColumns } from './columns.ts';
import { KeptAttempts } from './kept-attempts.ts';
import { KeptCodes } from './kept-codes.ts';
import type { PersonEvents } from './person-events.ts';
import type { Attribution, Scope } from './query.ts';
import type { Rules } from './rules.ts';

/** Events of one dataset that are kept matched, over all its kinds of matching: some 20 bytes each. */
const MOST_EVENTS = 4 * 1024 * 1024;
const MOST_MATCHINGS = 3;
const MOST_ORDERS = 2;
const MOST_PROPERTIES = 4;

/**
 * Which events fit which step, for as many people as there is room for, from the first on. Nothing in it depends on the
 * window, the ranges, filters or groups, so that a question that changes only these needs no event matched anew. Filled on
 * the way by whoever comes first to the person after the last.
 */
export class MatchedEvents {
  /** People who are in it. */
  people = 0;
  /** The events of person p are those from `start[p]` up to, not including, `start[p + 1]`. */
  readonly start: Uint32Array;
  readonly timeUs: Float64Array;
  readonly steps: Int32Array;
  readonly exclusions: Int32Array;
  readonly row: Uint32Array;
  /** By person, every step that some event fits. */
  readonly union: Int32Array;
  /** By person, bits: an event fits several steps, an event fits an exclusion, two events are at the same time. */
  readonly oddities: Uint8Array;
  readonly capacity: number;
  private readonly attempts = new Map<string, KeptAttempts>();
  private readonly codes = new Map<string, KeptCodes>();

  constructor(people: number, capacity: number, excludes: boolean) {
    this.capacity = capacity;
    this.start = new Uint32Array(people + 1);
    this.timeUs = new Float64Array(capacity);
    this.steps = new Int32Array(capacity);
    this.exclusions = new Int32Array(excludes ? capacity : 0);
    this.row = new Uint32Array(capacity);
    this.union = new Int32Array(people);
    this.oddities = new Uint8Array(people);
  }

  /** The attempts of the same people under the order of the rules. */
  attemptsUnder(rules: Rules): KeptAttempts {
    const make = () => new KeptAttempts(this.union.length, this.capacity, rules);
    return latest(this.attempts, `${rules.order} ${rules.later}`, MOST_ORDERS, make);
  }

  /** The values of the same people under an attribution. */
  codesOf(columns: EventColumns, property: string, attribution: Attribution): KeptCodes {
    const make = () => new KeptCodes(columns, this, property, attribution);
    return latest(this.codes, canonicalText([property, attribution]), MOST_PROPERTIES, make);
  }

  hasTies(person: number): boolean {
    return (this.oddities[person]! & 4) !== 0;
  }

  /** Takes in the events of a person, if it is the next one and there is room. */
  keep(events: PersonEvents): void {
    const { people } = this;
    const start = this.start[people]!;
    const { from, to } = events;
    if (events.person !== people || start + to - from > this.capacity) return;
    const excludes = this.exclusions.length > 0;
    let at = start;
    for (let i = from; i < to; i++, at++) {
      this.timeUs[at] = events.timeUs[i]!;
      this.steps[at] = events.steps[i]!;
      this.row[at] = events.row[i]!;
      if (excludes) this.exclusions[at] = events.exclusions[i]!;
    }
    this.union[people] = events.union;
    this.oddities[people] = (events.anySeveral ? 1 : 0) | (events.anyExcluded ? 2 : 0) | (events.anyTies ? 4 : 0);
    this.start[people + 1] = at;
    this.people = people + 1;
  }
}

/** What is known under the key, or made now; only those used last stay. */
function latest<V>(known: Map<string, V>, key: string, most: number, make: () => V): V {
  const value = known.get(key) ?? make();
  // A map keeps the order of insertion.
  known.delete(key);
  known.set(key, value);
  for (const oldest of known.keys()) {
    if (known.size <= most) break;
    known.delete(oldest);
  }
  return value;
}

interface Known {
  readonly matching: string;
  readonly events: MatchedEvents;
}

const known = new WeakMap<EventColumns, readonly Known[]>();

/** What was matched before, or a beginning; the latest matchings of each dataset are remembered as long as the dataset is. */
export function matchedEvents(columns: EventColumns, scope: Scope, room: number = MOST_EVENTS): MatchedEvents {
  const matching = canonicalText({
    steps: scope.steps.map(({ matches }) => matches),
    exclusions: scope.exclusions.map(({ match }) => match),
    keepsAll: scope.order === 'strict',
    daysOf: scope.calendarDays ? scope.timeZone : null,
  });
  const before = known.get(columns) ?? [];
  const found = before.find((each) => each.matching === matching) ?? {
    matching,
    events: new MatchedEvents(columns.personCount, Math.min(columns.eventCount, room), scope.exclusions.length > 0),
  };
  let left = room - found.events.capacity;
  const others = before.filter((each) => {
    if (each === found) return false;
    left -= each.events.capacity;
    return left >= 0;
  });
  known.set(columns, [found, ...others].slice(0, MOST_MATCHINGS));
  return found.events;
}
