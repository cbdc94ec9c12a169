/** What was spent on one channel and campaign, day by day. Days without a row are not there. */
export interface CostSeries {
  /** The plan's source that the figures come from. */
  readonly sourceIndex: number;
  readonly channel: string | null;
  readonly campaign: string | null;
  /** ISO 4217 code; `null` where neither plan nor file says it. */
  readonly currency: string | null;
  /** Days since 1970-01-01, ascending, by the calendar of the file. */
  readonly days: readonly number[];
  /** What was spent on each of the days. */
  readonly spent: readonly number[];
}

/** Spending per currency and, within it, per channel: for a first look. Sums in units of the currency. */
export function costTotals(costs: readonly CostSeries[]): {
  readonly currency: string | null;
  readonly channel: string | null;
  readonly spent: number;
  readonly days: number;
}[] {
  const found = new Map<
    string,
    { currency: string | null; channel: string | null; spent: number; days: Set<number> }
  >();
  for (const { currency, channel, days, spent } of costs) {
    const key = JSON.stringify([currency, channel]);
    const entry = found.get(key) ?? { currency, channel, spent: 0, days: new Set<number>() };
    found.set(key, entry);
    for (const day of days) entry.days.add(day);
    entry.spent = Math.round((entry.spent + spent.reduce((sum, each) => sum + each, 0)) * 1e6) / 1e6;
  }
  return [...found.values()].map(({ days, ...entry }) => ({ ...entry, days: days.size }));
}
