import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import type { TableFile } from '../../ui/TakeAway.tsx';
import { formatCount, formatPercent, formatPeriod, type PeriodLength } from '../../words/numbers.ts';
import { isoDay } from '../../words/population.ts';
import { sayRate } from '../../words/rates.ts';
import { sayOpen } from './open-words.ts';

/** The headings that a plot of periods has of its own. */
export interface PeriodWords {
  readonly period: string;
  readonly wentOn: string;
  readonly rate: string;
  readonly tooFew: string;
}

export interface PeriodTableProps {
  readonly title: string;
  readonly periods: readonly JudgedPeriod[];
  readonly length: PeriodLength;
  readonly timeZone: string;
  readonly words: PeriodWords;
}

/** The numbers of a plot by period, a row each. */
export function PeriodTable({ title, periods, length, timeZone, words }: PeriodTableProps) {
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
          header: words.period,
          rowHeader: true,
          cell: (period) => formatPeriod(period.startUs, length, timeZone),
        },
        { key: 'from', header: 'People', numeric: true, cell: (period) => formatCount(period.rate.n) },
        { key: 'to', header: words.wentOn, numeric: true, cell: (period) => formatCount(period.converted) },
        { key: 'rate', header: words.rate, numeric: true, cell: rateOf },
        {
          key: 'interval',
          header: '95 % interval',
          numeric: true,
          cell: (period) => (period.state === 'whole' && sayRate(period.rate, false).interval) || '–',
        },
        { key: 'note', header: 'Note', cell: (period) => noteOf(period, words) },
      ]}
    />
  );
}

/** The same for a file: rates in 0..1, days as ISO dates. */
export function periodFile(periods: readonly JudgedPeriod[], timeZone: string, words: PeriodWords): TableFile {
  return {
    header: [
      'from',
      'until before',
      'people',
      words.wentOn.toLowerCase(),
      words.rate.toLowerCase(),
      'low',
      'high',
      'note',
    ],
    rows: periods.map((period) => {
      const { startUs, endUs, rate, converted, state } = period;
      return [
        isoDay(startUs, timeZone),
        isoDay(endUs, timeZone),
        rate.n,
        converted,
        state === 'whole' || state === 'open' ? rate.value : null,
        state === 'whole' ? rate.low : null,
        state === 'whole' ? rate.high : null,
        noteOf(period, words),
      ];
    }),
  };
}

function rateOf({ state, rate }: JudgedPeriod): string {
  if (state === 'whole') return sayRate(rate, false).value;
  return state === 'open' ? formatPercent(rate.value ?? 0, rate.n) : '–';
}

function noteOf({ state, late }: JudgedPeriod, { tooFew }: PeriodWords): string {
  switch (state) {
    case 'whole':
      return '';
    case 'open':
      return sayOpen(late ? { late } : {});
    case 'too-few':
      return tooFew;
    case 'empty':
      return 'nobody entered';
  }
}
