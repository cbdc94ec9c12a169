import type { QualityNote } from '../journey/quality-report.ts';

/** Above this share of rows a file has no order that a row could fall out of. */
const HAS_ORDER = 0.2;

/** Counts the rows of a file that fall out of its order of time. */
export class RowOrder {
  private last = Number.NaN;
  private rows = 0;
  private earlier = 0;
  private later = 0;

  /** The time of the next row, in any unit. */
  next(us: number): void {
    if (us < this.last) this.earlier++;
    else if (us > this.last) this.later++;
    this.last = us;
    this.rows++;
  }

  /** The times `from..to` of rows that follow. */
  nextMany(times: Float64Array, from: number, to: number): void {
    let { last, earlier, later } = this;
    for (let k = from; k < to; k++) {
      const us = times[k]!;
      if (us < last) earlier++;
      else if (us > last) later++;
      last = us;
    }
    this.last = last;
    this.earlier = earlier;
    this.later = later;
    this.rows += to - from;
  }

  /**
   * What to say of a file of which so many rows were accepted; `null` for one that is in order, or in none, or of which too
   * few times were known when they were read: while day and month are open, those of the fifth of May are.
   */
  note(accepted: number): QualityNote | null {
    if (this.rows * 2 < accepted) return null;
    const order = this.earlier <= this.later ? 'rising' : 'falling';
    const rows = Math.min(this.earlier, this.later);
    return rows === 0 || rows > this.rows * HAS_ORDER ? null : { code: 'out-of-order', order, rows };
  }
}
