import type { EventColumns } from './columns.ts';
import { EventMatcher } from './event-matcher.ts';
import { AttributedProperty } from './narrowing.ts';
import { PersonEvents } from './person-events.ts';
import type { Breakdown, PropertyFilter, Scope } from './query.ts';
import type { Rules } from './rules.ts';

/** Rows of work between two yields; some milliseconds. */
const ROWS_PER_TURN = 32_768;

/** What a kind of question finds out about one person, who may be counted in several ways between two resets. */
export interface PersonFinder {
  reset(): void;
  take(events: PersonEvents): void;
}

/** The groups of a breakdown: which group a value's code belongs to, -1 for none. */
export interface Grouping {
  readonly property: AttributedProperty;
  readonly groupOf: Int32Array;
}

/**
 * Visits all people: applies the filters, divides into groups, lets the finder see each person's events as they count
 * there, and then calls `add` with the group (0 without a breakdown). With `addWhole` the finder sees each person
 * undivided, too, before the groups. Yields its progress in 0..1.
 */
export class PeopleWalk {
  private readonly columns: EventColumns;
  readonly rules: Rules;
  private readonly matcher: EventMatcher;
  private readonly events = new PersonEvents();
  private readonly ofPeople: readonly ValueFilter[];
  private readonly ofSteps: readonly ValueFilter[];
  private readonly masks: Int32Array[] = [];
  /** Steps that must have an event left, because a value is asked of them. */
  private required = 0;
  private readonly groups: number[] = [];
  private work = 0;

  constructor(columns: EventColumns, scope: Scope, rules: Rules) {
    this.columns = columns;
    this.rules = rules;
    this.matcher = new EventMatcher(columns, scope.steps, scope.exclusions);
    const filters = scope.filters.map((filter) => valueFilter(columns, filter, rules));
    this.ofPeople = filters.filter(({ property }) => property.perPerson);
    this.ofSteps = filters.filter(({ property }) => !property.perPerson);
  }

  /** Whether a filter asks a value of single steps, so that a person may be counted in several ways. */
  get narrows(): boolean {
    return this.ofSteps.length > 0;
  }

  /** A breakdown in which every value is a group of its own. */
  everyValue(breakdown: Breakdown): Grouping {
    checkStep(breakdown.attribution, this.rules);
    const property = new AttributedProperty(this.columns, breakdown.property, breakdown.attribution);
    return {
      property,
      groupOf: Int32Array.from({ length: property.reader.values.length + 1 }, (_, code) => code),
    };
  }

  *visit(
    finder: PersonFinder,
    grouping: Grouping | null,
    add: (group: number) => void,
    addWhole: (() => void) | null = null,
  ): Generator<number, void> {
    const { columns, events, rules, matcher } = this;
    const { personCount, personStart } = columns;
    const simple = this.ofSteps.length === 0 && (grouping === null || grouping.property.perPerson);
    this.work = 0;
    for (let person = 0; person < personCount; person++) {
      events.load(columns, matcher, rules, person);
      this.work += 1 + personStart[person + 1]! - personStart[person]!;
      if (events.count > 0 && this.passes()) {
        if (simple) {
          finder.reset();
          finder.take(events);
          addWhole?.();
          add(grouping === null ? 0 : grouping.groupOf[grouping.property.codeOfPerson(events)]!);
        } else {
          this.divide(finder, grouping, add, addWhole);
        }
      }
      if (this.work >= ROWS_PER_TURN) {
        this.work = 0;
        yield (person + 1) / personCount;
      }
    }
  }

  private passes(): boolean {
    for (const { property, groupOf } of this.ofPeople) {
      if (groupOf[property.codeOfPerson(this.events)]! < 0) return false;
    }
    return true;
  }

  private divide(
    finder: PersonFinder,
    grouping: Grouping | null,
    add: (group: number) => void,
    addWhole: (() => void) | null,
  ): void {
    const { events } = this;
    this.required = 0;
    for (const { property } of this.ofSteps) {
      property.readEvents(events);
      this.required |= property.requiredStep;
    }
    if (grouping === null || grouping.property.perPerson) {
      finder.reset();
      if (this.takeFiltered(finder, 0)) {
        addWhole?.();
        add(grouping === null ? 0 : grouping.groupOf[grouping.property.codeOfPerson(events)]!);
      }
      return;
    }
    const { property, groupOf } = grouping;
    const { steps, union } = events;
    property.readEvents(events);
    this.groups.length = 0;
    property.distinct(events, groupOf, this.groups);
    let taken = false;
    if (addWhole !== null) {
      finder.reset();
      taken = this.takeFiltered(finder, 0);
      if (taken) addWhole();
    }
    this.required |= property.requiredStep;
    const kept = this.maskAt(this.ofSteps.length);
    const alone = this.groups.length === 1 && this.ofSteps.length === 0;
    for (const group of this.groups) {
      events.union = property.keep(events, steps, groupOf, group, kept);
      if ((events.union & this.required) === this.required) {
        if (alone && taken && sameMasks(steps, kept, events.count)) {
          add(group);
        } else {
          events.steps = kept;
          finder.reset();
          if (this.takeFiltered(finder, 0)) add(group);
          events.steps = steps;
        }
      }
      events.union = union;
    }
  }

  /** Takes the person once per value of each filter from `level` on; returns whether there was any. */
  private takeFiltered(finder: PersonFinder, level: number): boolean {
    const { events } = this;
    const filter = this.ofSteps[level];
    if (filter === undefined) {
      if ((events.union & this.required) !== this.required) return false;
      finder.take(events);
      this.work += events.count;
      return true;
    }
    const values: number[] = [];
    filter.property.distinct(events, filter.groupOf, values);
    const { steps, union } = events;
    const kept = this.maskAt(level);
    let any = false;
    for (const value of values) {
      events.union = filter.property.keep(events, steps, filter.groupOf, value, kept);
      events.steps = kept;
      if (this.takeFiltered(finder, level + 1)) any = true;
      events.steps = steps;
    }
    events.union = union;
    return any;
  }

  private maskAt(level: number): Int32Array<ArrayBuffer> {
    const found = this.masks[level];
    if (found !== undefined && found.length >= this.events.count) return found as Int32Array<ArrayBuffer>;
    const made = new Int32Array(this.events.count * 2);
    this.masks[level] = made;
    return made;
  }
}

function sameMasks(a: Int32Array, b: Int32Array, count: number): boolean {
  for (let i = 0; i < count; i++) if (a[i] !== b[i]) return false;
  return true;
}

type ValueFilter = Grouping;

/** Values in the set are groups of their own, so that several are the furthest depth over them. */
function valueFilter(columns: EventColumns, filter: PropertyFilter, rules: Rules): ValueFilter {
  checkStep(filter.attribution, rules);
  const property = new AttributedProperty(columns, filter.property, filter.attribution);
  const groupOf = new Int32Array(property.reader.values.length + 1).fill(-1);
  for (const value of filter.in) {
    const code = value === null ? 0 : property.reader.codeOf(value);
    if (code >= 0) groupOf[code] = code;
  }
  return { property, groupOf };
}

function checkStep(attribution: Breakdown['attribution'], rules: Rules): void {
  if (attribution.kind === 'step' && !(attribution.step >= 0 && attribution.step < rules.steps)) {
    throw new RangeError(`attribution to step ${attribution.step} of ${rules.steps}`);
  }
}
