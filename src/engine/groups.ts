import type { GroupId } from './answer.ts';
import type { AttemptList } from './kept-attempts.ts';
import type { AttributedProperty } from './narrowing.ts';
import type { Grouping, PeopleWalk, PersonFinder } from './people-walk.ts';
import type { PersonEvents } from './person-events.ts';
import { PersonOutcome } from './person-outcome.ts';
import type { Rules } from './rules.ts';
import { compareUtf8 } from './utf8-order.ts';

/** More groups than this are drawn together as "(other)". */
export const MOST_GROUPS = 25;
const NONE_LABEL = '(none)';

/** The groups of an answer in their order, and how to divide people into them. */
export interface Division {
  readonly grouping: Grouping;
  readonly groups: readonly GroupId[];
  /** The codes of the groups that are one value each. */
  readonly shown: readonly number[];
}

/**
 * Counts the people at step 1 of each value's funnel and keeps the 25 largest, ties by the name's UTF-8 bytes; a missing
 * value ranks as "(none)". The others become one group whose condition is any value outside the 25. Values that nobody
 * starts with are no groups.
 */
export function* divide(walk: PeopleWalk, every: Grouping): Generator<number, Division> {
  const started = new Float64Array(every.groupOf.length);
  const { rules } = walk;
  const { property } = every;
  if (rules.exclusions.length === 0 && !walk.narrows && !property.perPerson) {
    yield* walk.visit(new StartsByValue(rules, property, started), null, () => undefined);
    return divisionOf(every, started);
  }
  // Without exclusions whoever starts has reached step 1.
  const person = rules.exclusions.length === 0 ? new PersonStart(rules) : new PersonOutcome(rules);
  yield* walk.visit(person, every, (code) => {
    if (person.depth > 0) started[code]!++;
  });
  return divisionOf(every, started);
}

/** The same for known numbers of people at step 1, by the value's code. */
export function divisionOf(every: Grouping, started: Float64Array): Division {
  const { values } = every.property.reader;
  const name = (code: number): string => (code === 0 ? NONE_LABEL : (values[code - 1] ?? ''));
  const ranked = [...started.keys()]
    .filter((code) => started[code]! > 0)
    .sort((a, b) => started[b]! - started[a]! || compareUtf8(name(a), name(b)) || a - b);
  const shown = ranked.slice(0, MOST_GROUPS);
  const rest = ranked.length - shown.length;
  const groupOf = new Int32Array(values.length + 1).fill(rest > 0 ? shown.length : -1);
  shown.forEach((code, group) => {
    groupOf[code] = group;
  });
  const groups = shown.map((code): GroupId => (code === 0 ? { kind: 'none' } : { kind: 'value', value: name(code) }));
  if (rest > 0) groups.push({ kind: 'other', values: rest });
  return { grouping: { ...every, groupOf }, groups, shown };
}

/** Whether some attempt of a person starts. */
class PersonStart implements PersonFinder {
  depth = 0;
  private readonly rules: Rules;
  private readonly starts: number;

  constructor(rules: Rules) {
    this.rules = rules;
    this.starts = rules.order === 'any' ? -1 : 1;
  }

  reset(): void {
    this.depth = 0;
  }

  take(events: PersonEvents): void {
    const { enteredFromUs, enteredToUs } = this.rules;
    for (let i = events.from; i < events.to && this.depth === 0; i++) {
      const us = events.timeUs[i]!;
      if ((events.steps[i]! & this.starts) !== 0 && us >= enteredFromUs && us <= enteredToUs) this.depth = 1;
    }
  }

  takeKept({ start, first, atUs }: AttemptList, person: number): void {
    const { enteredFromUs, enteredToUs } = this.rules;
    for (let a = start[person]!; a < start[person + 1]! && this.depth === 0; a++) {
      const us = atUs[first[a]!]!;
      if (us >= enteredFromUs && us <= enteredToUs) this.depth = 1;
    }
  }
}

/**
 * Counts the people who start in the funnel of each value, as `PersonStart` does in one after the other: by an event whose
 * step need not carry the value, or by one that carries it.
 */
class StartsByValue implements PersonFinder {
  private readonly rules: Rules;
  private readonly property: AttributedProperty;
  private readonly started: Float64Array;
  private readonly starts: number;
  /** By code, one more than the person who was counted there last. */
  private readonly counted: Float64Array;

  constructor(rules: Rules, property: AttributedProperty, started: Float64Array) {
    this.rules = rules;
    this.property = property;
    this.started = started;
    this.starts = rules.order === 'any' ? -1 : 1;
    this.counted = new Float64Array(started.length);
  }

  reset(): void {}

  take(events: PersonEvents): void {
    const { property, started, starts, counted } = this;
    const { enteredFromUs, enteredToUs } = this.rules;
    const { steps, timeUs, from, to, person } = events;
    // The steps that must carry the value.
    const bound = property.requiredStep === 0 ? -1 : property.requiredStep;
    let free = false;
    for (let i = from; i < to && !free && bound !== -1; i++) {
      free = (steps[i]! & starts & ~bound) !== 0 && timeUs[i]! >= enteredFromUs && timeUs[i]! <= enteredToUs;
    }
    for (let i = from; i < to; i++) {
      const mask = steps[i]! & bound;
      if (mask === 0) continue;
      const here = (mask & starts) !== 0 && timeUs[i]! >= enteredFromUs && timeUs[i]! <= enteredToUs;
      if (!free && !here) continue;
      const code = property.reader.read(events.row[i]!, person);
      if (counted[code] === person + 1) continue;
      counted[code] = person + 1;
      started[code]!++;
    }
  }
}
