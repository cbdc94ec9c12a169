import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import type { TableFile } from '../../ui/TakeAway.tsx';
import { formatCount, formatPercent, formatPeriod, type PeriodLength } from '../../words/numbers.ts';
import { isoDay } from '../../words/population.ts';
import { sayRate } from '../../words/rates.ts';

export interface TrendTableProps {
  readonly title: string;
  readonly periods: readonly JudgedPeriod[];
  readonly length: PeriodLength;
  readonly timeZone: string;
}

const NOTES: Readonly<Record<JudgedPeriod['state'], string>> = {
  whole: '',
  open: 'some still have time',
  'too-few': 'too few people',
  empty: 'nobody entered',
};

/** The numbers of the trend, a row per period. */
export function TrendTable({ title, periods, length, timeZone }: TrendTableProps) {
  return (
    <DataTable
      caption={title}
      captionHidden
      dense
      maxHeight="420px"
      rows={periods}
      rowKey={(period) => String(period.startUs)}
      columns={[
        {
          key: 'period',
          header: 'First contact',
          rowHeader: true,
          cell: (period) => formatPeriod(period.startUs, length, timeZone),
        },
        { key: 'from', header: 'People', numeric: true, cell: (period) => formatCount(period.rate.n) },
        { key: 'to', header: 'Went on', numeric: true, cell: (period) => formatCount(period.converted) },
        { key: 'rate', header: 'Rate', numeric: true, cell: rateOf },
        {
          key: 'interval',
          header: '95 % interval',
          numeric: true,
          cell: (period) => (period.state === 'whole' && sayRate(period.rate, false).interval) || '–',
        },
        { key: 'note', header: 'Note', cell: (period) => NOTES[period.state] },
      ]}
    />
  );
}

function rateOf(period: JudgedPeriod): string {
  if (period.state === 'whole') return sayRate(period.rate, false).value;
  return period.state === 'open' ? formatPercent(period.rate.value ?? 0, period.rate.n) : '–';
}

/** The same for a file: shares in 0..1, days as ISO dates. */
export function trendFile(periods: readonly JudgedPeriod[], timeZone: string): TableFile {
  return {
    header: ['from', 'until before', 'people', 'went on', 'rate', 'low', 'high', 'note'],
    rows: periods.map(({ startUs, endUs, rate, converted, state }) => [
      isoDay(startUs, timeZone),
      isoDay(endUs, timeZone),
      rate.n,
      converted,
      state === 'whole' || state === 'open' ? rate.value : null,
      state === 'whole' ? rate.low : null,
      state === 'whole' ? rate.high : null,
      NOTES[state],
    ]),
  };
}
