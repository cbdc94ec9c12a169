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

/** What was spent on a channel, in units of the currency. */
export interface CostTotal {
  readonly currency: string | null;
  readonly channel: string | null;
  readonly spent: number;
  /** On so many days. */
  readonly days: number;
}

/** Spending per channel and currency, in the order of their first series. */
export function costTotals(costs: readonly CostSeries[]): CostTotal[] {
  const found = new Map<string, CostSeries[]>();
  for (const series of costs) {
    const key = JSON.stringify([series.currency, series.channel]);
    found.set(key, [...(found.get(key) ?? []), series]);
  }
  return [...found.values()].map((all) => {
    const spent = all.flatMap((series) => series.spent).reduce((sum, each) => sum + each, 0);
    return {
      currency: all[0]!.currency,
      channel: all[0]!.channel,
      spent: Math.round(spent * 1e6) / 1e6,
      days: new Set(all.flatMap(({ days }) => days)).size,
    };
  });
}
