import type { TrendPoint } from './answer.ts';
import { AttemptFinder, type Standing, standing } from './attempt-finder.ts';
import type { AttemptList } from './kept-attempts.ts';
import type { PersonFinder } from './people-walk.ts';
import type { Periods } from './periods.ts';
import type { PersonEvents } from './person-events.ts';
import type { TrendQuery } from './query.ts';
import type { Rules } from './rules.ts';

/** Periods beyond the attempts themselves are only listed up to this number, so that a wild date range stays harmless. */
const MOST_POINTS = 20_000;
const SLOTS = 1024;

/** The periods in which attempts of one person start, each with the depth of the deepest one started there. */
export class PersonPeriods implements PersonFinder {
  count = 0;
  number = new Int32Array(64);
  depth = new Int32Array(64);
  latestStartUs = new Float64Array(64);
  private readonly rules: Rules;
  private readonly periods: Periods;
  private readonly finder: AttemptFinder;
  private readonly standing: Standing = { depth: 0, left: false };
  private latest = Number.NEGATIVE_INFINITY;

  constructor(rules: Rules, periods: Periods) {
    this.rules = rules;
    this.periods = periods;
    this.finder = new AttemptFinder(rules);
  }

  reset(): void {
    this.count = 0;
    this.latest = Number.NEGATIVE_INFINITY;
  }

  take(events: PersonEvents): void {
    const attempts = this.finder.find(events);
    if (attempts.count === 0) return;
    let next = this.numberOf(attempts.startUs[0]!);
    for (let a = 0; a < attempts.count; ) {
      const number = next;
      const from = a;
      for (a++; a < attempts.count; a++) {
        next = this.numberOf(attempts.startUs[a]!);
        if (next !== number) break;
      }
      standing(attempts, from, a, Number.POSITIVE_INFINITY, this.standing);
      this.put(number, this.standing.depth, attempts.startUs[a - 1]!);
    }
  }

  takeKept({ start, first, atUs }: AttemptList, person: number): void {
    const { windowUs, enteredFromUs, enteredToUs } = this.rules;
    let number = 0;
    let depth = 0;
    let latestUs = 0;
    const end = start[person + 1]!;
    for (let a = start[person]!; a < end; a++) {
      const from = first[a]!;
      const startUs = atUs[from]!;
      if (startUs < enteredFromUs) continue;
      if (startUs > enteredToUs) break;
      let to = first[a + 1]!;
      while (atUs[to - 1]! - startUs > windowUs) to--;
      const its = this.numberOf(startUs);
      if (depth > 0 && its !== number) {
        this.put(number, depth, latestUs);
        depth = 0;
      }
      number = its;
      latestUs = startUs;
      if (to - from > depth) depth = to - from;
    }
    if (depth > 0) this.put(number, depth, latestUs);
  }

  private numberOf(startUs: number): number {
    return this.rules.byDay ? this.periods.numberOfDay(startUs) : this.periods.numberOf(startUs);
  }

  private put(number: number, depth: number, latestStartUs: number): void {
    // Attempts come in order of start, so that a period is mostly later than all before it.
    const known = number > this.latest ? -1 : this.number.subarray(0, this.count).indexOf(number);
    if (known >= 0) {
      this.depth[known] = Math.max(this.depth[known]!, depth);
      this.latestStartUs[known] = Math.max(this.latestStartUs[known]!, latestStartUs);
      return;
    }
    if (this.count === this.number.length) this.grow();
    this.number[this.count] = number;
    this.depth[this.count] = depth;
    this.latestStartUs[this.count] = latestStartUs;
    this.count++;
    this.latest = Math.max(this.latest, number);
  }

  private grow(): void {
    const [number, depth, latestStartUs] = [this.number, this.depth, this.latestStartUs];
    this.number = new Int32Array(this.count * 2);
    this.number.set(number);
    this.depth = new Int32Array(this.count * 2);
    this.depth.set(depth);
    this.latestStartUs = new Float64Array(this.count * 2);
    this.latestStartUs.set(latestStartUs);
  }
}

interface PeriodCount {
  from: number;
  to: number;
  /** In the time base of the rules. */
  latestStartUs: number;
}

interface NumberedCount extends PeriodCount {
  readonly number: number;
}

export interface PeriodRange {
  readonly first: number;
  readonly last: number;
}

/** Adds people up by period. */
export class PeriodTally {
  private readonly query: TrendQuery;
  private readonly byNumber = new Map<number, NumberedCount>();
  private readonly slots: (NumberedCount | undefined)[] = new Array(SLOTS).fill(undefined);

  constructor(query: TrendQuery) {
    this.query = query;
  }

  add(person: PersonPeriods): void {
    if (this.query.once !== true) {
      for (let i = 0; i < person.count; i++) this.addPeriod(person, i);
      return;
    }
    let earliest = 0;
    for (let i = 1; i < person.count; i++) if (person.number[i]! < person.number[earliest]!) earliest = i;
    if (person.count > 0) this.addPeriod(person, earliest);
  }

  /** People of one period who were counted elsewhere. */
  put(number: number, counted: Readonly<PeriodCount>): void {
    this.byNumber.set(number, { ...counted, number });
  }

  private addPeriod(person: PersonPeriods, i: number): void {
    const number = person.number[i]!;
    const depth = person.depth[i]!;
    const count = this.at(number);
    if (depth > this.query.fromStep) count.from++;
    if (depth > this.query.toStep) count.to++;
    count.latestStartUs = Math.max(count.latestStartUs, person.latestStartUs[i]!);
  }

  private at(number: number): NumberedCount {
    // Neighbouring people are often of a few periods, and numbers of periods lie close together.
    const slot = number & (SLOTS - 1);
    const near = this.slots[slot];
    if (near !== undefined && near.number === number) return near;
    const known = this.byNumber.get(number);
    const count = known ?? { number, from: 0, to: 0, latestStartUs: Number.NEGATIVE_INFINITY };
    if (known === undefined) this.byNumber.set(number, count);
    this.slots[slot] = count;
    return count;
  }

  /** From the first to the last period that the question asks about; without ends in it, that has attempts. */
  range(periods: Periods): PeriodRange | null {
    const { entered, during, asOfUs } = this.query;
    const fromUs = Math.max(entered?.fromUs ?? -Infinity, during?.fromUs ?? -Infinity);
    const toUs = Math.min(entered?.toUs ?? Infinity, during?.toUs ?? Infinity);
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (const number of this.byNumber.keys()) {
      first = Math.min(first, number);
      last = Math.max(last, number);
    }
    const attempts: PeriodRange | null = this.byNumber.size > 0 ? { first, last } : null;
    if (Number.isFinite(fromUs)) first = periods.numberOf(fromUs);
    if (Number.isFinite(toUs)) last = periods.numberOf(toUs);
    else if (asOfUs !== null && Number.isFinite(first)) last = Math.max(last, periods.numberOf(asOfUs));
    if (!Number.isFinite(first)) first = last;
    if (!Number.isFinite(last)) last = first;
    if (!Number.isFinite(first) || first > last) return null;
    return last - first < MOST_POINTS ? { first, last } : attempts;
  }

  points(range: PeriodRange | null, periods: Periods, rules: Rules): readonly TrendPoint[] {
    if (range === null) return [];
    const points: TrendPoint[] = [];
    let startUs = periods.startUs(range.first);
    for (let number = range.first; number <= range.last; number++) {
      const endUs = periods.startUs(number + 1);
      const count = this.byNumber.get(number);
      const lastUs = count?.latestStartUs ?? (rules.byDay ? rules.clock.localDayUs(endUs - 1) : endUs - 1);
      const mature = lastUs <= rules.matureToUs;
      points.push({ startUs, endUs, label: periods.label(number), from: count?.from ?? 0, to: count?.to ?? 0, mature });
      startUs = endUs;
    }
    return points;
  }
}
