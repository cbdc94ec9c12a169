import { HandrailError } from '../../journey/errors.ts';
import type { PlanSource } from '../../journey/plan.ts';
import type { QualityNote } from '../../journey/quality-report.ts';
import { MINUTE_US } from './civil.ts';
import { isoClockUs } from './iso-clock.ts';
import { ORDER_BOTH, ORDER_DAY_FIRST, ORDER_SETTLED, swapDayAndMonth, TimeParser } from './time-parser.ts';
import { ZoneClock } from './zone-clock.ts';

/** The zones and dates of a whole import: what only shows when everything is read. */
export class ImportClock {
  /** The zone in which dates without clock times lie. */
  readonly dayZone: string;
  sawInstant = false;
  firstDate: string | null = null;
  private readonly dayZoneGiven: boolean;

  constructor(planZone: string | undefined, sourceZones: readonly (string | undefined)[]) {
    const zone = planZone ?? sourceZones.find((z) => z !== undefined);
    this.dayZone = zone ?? 'UTC';
    this.dayZoneGiven = zone !== undefined;
  }

  /** Dates beside instants lie in some zone, which has to be known. */
  check(): void {
    if (this.dayZoneGiven || !this.sawInstant || this.firstDate === null) return;
    throw new HandrailError('needs-answer', { key: 'timeZone', question: 'time-zone', evidence: this.firstDate });
  }
}

/** A pending time is coded as its order, its kind, and for instants the offset in minutes: order + kind + 16·(offset + 1440). */
const PENDING_KIND = { clock: 0, date: 4, instant: 8 } as const;
const OFFSET_UNIT = 16;
const OFFSET_ZERO = 1440;

/**
 * The time column of a source. Times whose day and month could change places stay open until the whole column is read:
 * `read` leaves `pending`, and `settle` turns the kept wall time into an instant.
 */
export class TimeColumn {
  us = 0;
  pending = 0;
  isDate = false;
  private readonly parser: TimeParser;
  private readonly clock: ZoneClock | null;
  private readonly days: ZoneClock;
  private readonly shared: ImportClock;
  private readonly path: string;
  private readonly epochsAreLocal: boolean;
  private readonly counts = { both: 0, dayFirst: 0, monthFirst: 0 };
  private readonly examples = { both: '', dayFirst: '', monthFirst: '' };
  private sawUndotted = false;
  private monthFirst = false;
  private readonly zoneNote: QualityNote | null;
  private usedZone = false;
  /** The day of the last time that was sure: the bytes of its date, the length of the time, and when the day began. */
  private sureDay = { a: 0, b: 0, c: 0, length: 0, us: 0 };

  /** `path` names the source in the plan, as `sources[0]`. */
  constructor(
    path: string,
    source: Pick<PlanSource, 'dateOrder' | 'timeZone' | 'epochs'>,
    planZone: string | undefined,
    shared: ImportClock,
  ) {
    this.path = path;
    const { dateOrder = null, timeZone: sourceZone } = source;
    this.parser = new TimeParser(dateOrder);
    this.epochsAreLocal = source.epochs === 'local';
    const zone = sourceZone ?? planZone;
    this.clock = zone === undefined ? null : new ZoneClock(zone);
    this.zoneNote = zone === undefined ? null : { code: 'zone', timeZone: zone, from: sourceZone ? 'source' : 'plan' };
    this.days = new ZoneClock(shared.dayZone);
    this.shared = shared;
  }

  /** Reads a time into `us`, `pending` and `isDate`. `where` says which cell it is, for a question to the user. */
  read(bytes: Uint8Array, start: number, end: number, where: () => string): boolean {
    const parser = this.parser;
    if (!parser.parse(bytes, start, end)) return false;
    this.isDate = parser.kind === 'date';
    this.us = parser.us;
    this.pending = 0;
    if (parser.isEpoch && this.epochsAreLocal) return this.readLocal(where);
    if (parser.kind === 'instant') this.shared.sawInstant = true;
    else if (parser.kind === 'date') this.shared.firstDate ??= where();
    else if (this.clock === null) {
      throw new HandrailError('needs-answer', { key: 'timeZone', question: 'time-zone', evidence: where() });
    }
    if (parser.order !== ORDER_SETTLED) this.noteOrder(where);
    else if (parser.kind === 'date') this.us = this.days.toUtc(parser.us);
    else if (parser.kind === 'clock') this.us = this.toUtc(parser.us);
    return true;
  }

  /**
   * The instant of a time that is sure whatever else the column holds, with `isDate`; NaN for any other one, which is left
   * to `read`. Counts nothing. `view` is of the same bytes, and has some more behind them.
   */
  sure(bytes: Uint8Array, view: DataView, start: number, end: number): number {
    const clockUs = isoClockUs(view, start, end - start);
    if (clockUs < 0) return this.sureOfAny(bytes, start, end);
    const { sureDay } = this;
    const a = view.getInt32(start, true);
    const b = view.getInt32(start + 4, true);
    const c = view.getInt32(start + 8, true) & 0xffffff;
    if (a !== sureDay.a || b !== sureDay.b || c !== sureDay.c || end - start !== sureDay.length) {
      const us = this.sureOfAny(bytes, start, end);
      if (Number.isNaN(us)) return us;
      // No clock changes on such a day: its other times are as far from its beginning as their text says.
      sureDay.a = a;
      sureDay.b = b;
      sureDay.c = c;
      sureDay.length = end - start;
      sureDay.us = us - clockUs;
      return us;
    }
    this.isDate = false;
    return sureDay.us + clockUs;
  }

  private sureOfAny(bytes: Uint8Array, start: number, end: number): number {
    const { parser, shared } = this;
    if (!parser.parse(bytes, start, end) || parser.order !== ORDER_SETTLED) return Number.NaN;
    this.isDate = parser.kind === 'date';
    if (this.isDate) return shared.firstDate === null ? Number.NaN : this.days.steadyUtc(parser.us);
    const isLocal = parser.kind === 'clock' || (parser.isEpoch && this.epochsAreLocal);
    if (isLocal && this.clock === null) return Number.NaN;
    shared.sawInstant = true;
    if (!isLocal) return parser.us;
    this.usedZone = true;
    return this.clock!.steadyUtc(parser.us);
  }

  /** Seconds that were counted on the clock of a place. */
  private readLocal(where: () => string): boolean {
    if (this.clock === null) {
      throw new HandrailError('needs-answer', { key: 'timeZone', question: 'time-zone', evidence: where() });
    }
    this.us = this.toUtc(this.parser.us);
    return true;
  }

  private toUtc(wallUs: number): number {
    this.usedZone = true;
    this.shared.sawInstant = true;
    return this.clock!.toUtc(wallUs);
  }

  private noteOrder(where: () => string): void {
    const { order, kind } = this.parser;
    this.pending = order + PENDING_KIND[kind];
    if (kind === 'instant') {
      this.us = this.parser.us + this.parser.offsetUs;
      this.pending += OFFSET_UNIT * (Math.round(this.parser.offsetUs / MINUTE_US) + OFFSET_ZERO);
    }
    const which = order === ORDER_BOTH ? 'both' : order === ORDER_DAY_FIRST ? 'dayFirst' : 'monthFirst';
    this.counts[which]++;
    if (!this.parser.dotted) this.sawUndotted = true;
    if (this.examples[which] === '') this.examples[which] = where();
  }

  get hasPending(): boolean {
    return this.counts.both + this.counts.dayFirst + this.counts.monthFirst > 0;
  }

  /** Decides the order for the whole column, or asks. */
  decide(): void {
    const { both, dayFirst, monthFirst } = this.counts;
    const { examples } = this;
    if (dayFirst > 0 && monthFirst > 0) this.ask(`${examples.dayFirst} and ${examples.monthFirst}`);
    if (both > 0 && dayFirst + monthFirst === 0 && this.sawUndotted) this.ask(examples.both);
    this.monthFirst = monthFirst > 0;
  }

  private ask(evidence: string): never {
    throw new HandrailError('needs-answer', { key: `${this.path}.dateOrder`, question: 'date-order', evidence });
  }

  /** The instant of a time that was `pending`, after `decide`. */
  settle(wallUs: number, pending: number): number {
    const wall = this.monthFirst && (pending & 3) === ORDER_BOTH ? swapDayAndMonth(wallUs) : wallUs;
    if ((pending & PENDING_KIND.instant) !== 0) return wall - ((pending >> 4) - OFFSET_ZERO) * MINUTE_US;
    return (pending & PENDING_KIND.date) !== 0 ? this.days.toUtc(wall) : this.toUtc(wall);
  }

  /** What was decided, for the account of the file. */
  notes(): QualityNote[] {
    const notes: QualityNote[] = [];
    const { both, dayFirst, monthFirst } = this.counts;
    if (this.hasPending) {
      const order = this.monthFirst ? 'month-first' : 'day-first';
      notes.push({ code: 'date-order', order, both, only: dayFirst + monthFirst });
    }
    if (this.usedZone && this.zoneNote !== null) notes.push(this.zoneNote);
    const gaps = (this.clock?.gaps ?? 0) + this.days.gaps;
    const overlaps = (this.clock?.overlaps ?? 0) + this.days.overlaps;
    if (gaps > 0) notes.push({ code: 'clock-gap', rows: gaps });
    if (overlaps > 0) notes.push({ code: 'clock-overlap', rows: overlaps });
    return notes;
  }
}
