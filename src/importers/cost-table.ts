import type { CostSeries } from '../journey/costs.ts';
import { DAY_US } from '../journey/time-zone.ts';
import type { DecimalMark } from './number-parser.ts';
import type { TimeColumn } from './times/time-column.ts';

interface CostRow {
  readonly sourceIndex: number;
  /** Midnight of the day as if it were in UTC, or a time of it. */
  us: number;
  /** How `us` is still to be settled, 0 when it is. */
  pending: number;
  readonly channel: string;
  readonly campaign: string;
  readonly currency: string;
  spent: number;
  /** The sign in an amount that may be of thousands. */
  readonly open: DecimalMark | null;
}

/** What was spent, row by row, while it is read. */
export class CostTable {
  private readonly rows: CostRow[] = [];
  private unsettledFrom = 0;

  add(row: CostRow): void {
    this.rows.push(row);
  }

  /** Makes instants of the days, and sums of the amounts, read since the last call. */
  settle(time: TimeColumn, mark: DecimalMark): void {
    for (const row of this.rows.slice(this.unsettledFrom)) {
      if (row.pending !== 0) row.us = time.settle(row.us, row.pending);
      row.pending = 0;
      if (row.open === mark) row.spent /= 1000;
    }
    this.unsettledFrom = this.rows.length;
  }

  /** By source, channel, campaign and currency, in order of their first rows. */
  series(): CostSeries[] {
    const found = new Map<string, { readonly row: CostRow; readonly days: Map<number, number> }>();
    for (const row of this.rows) {
      const key = JSON.stringify([row.sourceIndex, row.channel, row.campaign, row.currency]);
      const entry = found.get(key) ?? { row, days: new Map<number, number>() };
      found.set(key, entry);
      const day = Math.floor(row.us / DAY_US);
      entry.days.set(day, (entry.days.get(day) ?? 0) + row.spent);
    }
    return [...found.values()].map(({ row, days }) => {
      const sorted = [...days].sort(([a], [b]) => a - b);
      return {
        sourceIndex: row.sourceIndex,
        channel: row.channel === '' ? null : row.channel,
        campaign: row.campaign === '' ? null : row.campaign,
        currency: row.currency === '' ? null : row.currency,
        days: sorted.map(([day]) => day),
        spent: sorted.map(([, spent]) => Math.round(spent * 1e6) / 1e6),
      };
    });
  }
}
