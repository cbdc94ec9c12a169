import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import type { TableFile } from '../../ui/TakeAway.tsx';
import { PeriodTable, type PeriodTableProps, type PeriodWords, periodFile } from '../plot/PeriodTable.tsx';

const WORDS: PeriodWords = { period: 'First contact', wentOn: 'Went on', rate: 'Rate', tooFew: 'too few people' };

/** The numbers of the trend, a row per period. */
export function TrendTable(props: Omit<PeriodTableProps, 'words'>) {
  return <PeriodTable {...props} words={WORDS} />;
}

/** The same for a file: rates in 0..1, days as ISO dates. */
export function trendFile(periods: readonly JudgedPeriod[], timeZone: string): TableFile {
  return periodFile(periods, timeZone, WORDS);
}
