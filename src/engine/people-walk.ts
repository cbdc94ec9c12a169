import type { EventColumns } from './columns.ts';
import { EventMatcher } from './event-matcher.ts';
import type { AttemptList, KeptAttempts } from './kept-attempts.ts';
import { ABSENT, DIVIDED, type KeptCodes } from './kept-codes.ts';
import { type MatchedEvents, matchedEvents } from './matched-events.ts';
import { AttributedProperty } from './narrowing.ts';
import { PersonEvents } from './person-events.ts';
import type { Breakdown, PropertyFilter, Scope } from './query.ts';
import type { Rules } from './rules.ts';
import { StartGroups } from './start-groups.ts';

/** Rows of work between two yields; some milliseconds. */
const ROWS_PER_TURN = 32_768;

/** What a kind of question finds out about one person, who may be counted in several ways between two resets. */
export interface PersonFinder {
  reset(): void;
  take(events: PersonEvents): void;
  /** The same from the person's attempts alone, as they were kept; `union`: every step that some event fits. */
  takeKept?(attempts: AttemptList, person: number, union: number): void;
}

/** The groups of a breakdown: which group a value's code belongs to, -1 for none. */
export interface Grouping {
  readonly property: AttributedProperty;
  readonly groupOf: Int32Array;
  readonly codes: KeptCodes;
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
  private readonly matched: MatchedEvents;
  private readonly attempts: KeptAttempts;
  private readonly ofPeople: readonly ValueFilter[];
  private readonly ofSteps: readonly ValueFilter[];
  private readonly filterCodes: readonly { readonly codes: KeptCodes; readonly groupOf: Int32Array }[];
  private readonly masks: Int32Array[] = [];
  /** Steps that must have an event left, because a value is asked of them. */
  private required = 0;
  private readonly groups: number[] = [];
  private readonly startGroups = new StartGroups();
  private work = 0;

  /** `room`: how many matched events may be kept; by default some millions. */
  constructor(columns: EventColumns, scope: Scope, rules: Rules, room?: number) {
    this.columns = columns;
    this.rules = rules;
    this.matcher = new EventMatcher(columns, scope.steps, scope.exclusions);
    this.matched = matchedEvents(columns, scope, room);
    this.attempts = this.matched.attemptsUnder(rules);
    const filters = scope.filters.map((filter) => valueFilter(columns, filter, rules));
    this.filterCodes = filters.map(({ groupOf }, k) => {
      const { property, attribution } = scope.filters[k]!;
      return { codes: this.matched.codesOf(columns, property, attribution), groupOf };
    });
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
      codes: this.matched.codesOf(this.columns, breakdown.property, breakdown.attribution),
      groupOf: Int32Array.from({ length: property.reader.values.length + 1 }, (_, code) => code),
    };
  }

  *visit(
    finder: PersonFinder,
    grouping: Grouping | null,
    add: (group: number) => void,
    addWhole: (() => void) | null = null,
  ): Generator<number, void> {
    const { columns, events } = this;
    const { personCount, personStart } = columns;
    const simple = this.ofSteps.length === 0 && (grouping === null || grouping.property.perPerson);
    this.work = 0;
    for (let person = 0; person < personCount; person++) {
      this.work += 1 + personStart[person + 1]! - personStart[person]!;
      this.prepare(person, grouping);
      const isKnown = finder.takeKept !== undefined && this.isKnown(person);
      if (isKnown && (grouping === null || isSettled(grouping.codes, person))) {
        this.takeKnown(person, finder, grouping, add, addWhole);
      } else if (isKnown && grouping !== null && this.startsDivide(person, grouping)) {
        this.takeByStart(person, finder, grouping, add, addWhole);
      } else if (this.load(person) && this.passes()) {
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

  /** Keeps of a person what is not kept yet: their events, their attempts, and the values that are asked about. */
  private prepare(person: number, grouping: Grouping | null): void {
    const { columns, events, rules, matcher, matched, attempts, filterCodes } = this;
    if (person >= matched.people) {
      events.load(columns, matcher, rules, person);
      matched.keep(events);
    } else if (person === attempts.people) {
      events.show(matched, person);
    }
    if (person === attempts.people) attempts.keep(events);
    for (let f = 0; f < filterCodes.length; f++) filterCodes[f]!.codes.keep(person);
    grouping?.codes.keep(person);
  }

  /** Whether the person can be counted by what was kept: their attempts, with nothing out of range and no filter in doubt. */
  private isKnown(person: number): boolean {
    const { matched, attempts, rules, filterCodes } = this;
    if (!attempts.has(person) || person >= matched.people) return false;
    const { start, timeUs } = matched;
    const from = start[person]!;
    const to = start[person + 1]!;
    if (from < to && (timeUs[from]! < rules.duringFromUs || timeUs[to - 1]! > rules.duringToUs)) return false;
    for (let f = 0; f < filterCodes.length; f++) if (!isSettled(filterCodes[f]!.codes, person)) return false;
    return true;
  }

  private takeKnown(
    person: number,
    finder: PersonFinder,
    grouping: Grouping | null,
    add: (group: number) => void,
    addWhole: (() => void) | null,
  ): void {
    const { matched, attempts } = this;
    if (matched.start[person] === matched.start[person + 1]) return;
    if (!this.fitsFilters(person)) return;
    const code = grouping === null ? 0 : grouping.codes.code[person]!;
    const group = grouping === null ? 0 : code === ABSENT ? -1 : grouping.groupOf[code]!;
    if (group < 0 && addWhole === null) return;
    finder.reset();
    finder.takeKept?.(attempts, person, matched.union[person]!);
    addWhole?.();
    if (group >= 0) add(group);
  }

  /** Of somebody whose filters are settled. */
  private fitsFilters(person: number): boolean {
    const { filterCodes } = this;
    for (let f = 0; f < filterCodes.length; f++) {
      const { codes, groupOf } = filterCodes[f]!;
      const code = codes.code[person]!;
      if (code === ABSENT || groupOf[code]! < 0) return false;
    }
    return true;
  }

  /** Whether the groups of a known person are those of the events that their attempts start with. */
  private startsDivide(person: number, { property }: Grouping): boolean {
    return property.requiredStep === 1 && this.rules.order !== 'any' && !this.matched.hasTies(person);
  }

  private takeByStart(
    person: number,
    finder: PersonFinder,
    { property, groupOf }: Grouping,
    add: (group: number) => void,
    addWhole: (() => void) | null,
  ): void {
    const { matched, attempts, startGroups } = this;
    if (!this.fitsFilters(person)) return;
    const union = matched.union[person]!;
    if (addWhole !== null) {
      finder.reset();
      finder.takeKept?.(attempts, person, union);
      addWhole();
    }
    startGroups.divide(matched, attempts, person, property.reader, groupOf);
    for (const group of startGroups.groups) {
      finder.reset();
      finder.takeKept?.(startGroups.of(attempts, person, group), 0, union);
      add(group);
    }
  }

  /** Shows the person in `events`, who was loaded there or kept; returns whether the question looks at any of them. */
  private load(person: number): boolean {
    const { events, rules, matched, attempts } = this;
    if (person < matched.people) events.show(matched, person);
    events.attempts = attempts.has(person) ? attempts : null;
    events.within(rules.duringFromUs, rules.duringToUs);
    return events.count > 0;
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
    events.settle();
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
    const { steps, union, attempts } = events;
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
        const same = sameMasks(steps, kept, events.count);
        if (alone && taken && same) {
          add(group);
        } else {
          events.steps = kept;
          if (!same) events.attempts = null;
          finder.reset();
          if (this.takeFiltered(finder, 0)) add(group);
          events.steps = steps;
          events.attempts = attempts;
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
    const { steps, union, attempts } = events;
    const kept = this.maskAt(level);
    let any = false;
    for (const value of values) {
      events.union = filter.property.keep(events, steps, filter.groupOf, value, kept);
      events.steps = kept;
      if (!sameMasks(steps, kept, events.count)) events.attempts = null;
      if (this.takeFiltered(finder, level + 1)) any = true;
      events.steps = steps;
      events.attempts = attempts;
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

function isSettled(codes: KeptCodes, person: number): boolean {
  return person < codes.people && codes.code[person] !== DIVIDED;
}

type ValueFilter = Pick<Grouping, 'property' | 'groupOf'>;

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
