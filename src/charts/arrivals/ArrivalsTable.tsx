import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import type { TableFile } from '../../ui/TakeAway.tsx';
import { formatCount, formatPercent, formatPeriod, type PeriodLength } from '../../words/numbers.ts';
import { isoDay } from '../../words/population.ts';
import { sayRate } from '../../words/rates.ts';

export interface ArrivalsTableProps {
  readonly title: string;
  readonly periods: readonly JudgedPeriod[];
  readonly length: PeriodLength;
  readonly timeZone: string;
}

const NOTES: Readonly<Record<JudgedPeriod['state'], string>> = {
  whole: '',
  open: 'some still have time',
  'too-few': 'too few people for a rate',
  empty: 'nobody entered',
};

/** The numbers of the bars, a row per period. */
export function ArrivalsTable({ title, periods, length, timeZone }: ArrivalsTableProps) {
  return (
    <DataTable
      caption={title}
      captionHidden
      dense
      maxHeight="320px"
      rows={periods}
      rowKey={(period) => String(period.startUs)}
      columns={[
        {
          key: 'period',
          header: 'Entered',
          rowHeader: true,
          cell: (period) => formatPeriod(period.startUs, length, timeZone),
        },
        { key: 'entered', header: 'People', numeric: true, cell: (period) => formatCount(period.rate.n) },
        { key: 'came', header: 'Came there', numeric: true, cell: (period) => formatCount(period.converted) },
        { key: 'share', header: 'Share', numeric: true, cell: shareOf },
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

function shareOf({ state, rate }: JudgedPeriod): string {
  if (state === 'whole') return sayRate(rate, false).value;
  return state === 'open' ? formatPercent(rate.value ?? 0, rate.n) : '–';
}

/** The same for a file: shares in 0..1, days as ISO dates. */
export function arrivalsFile(periods: readonly JudgedPeriod[], timeZone: string): TableFile {
  return {
    header: ['from', 'until before', 'people', 'came there', 'share', 'low', 'high', 'note'],
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
