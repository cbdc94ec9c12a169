import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import type { TableFile } from '../../ui/TakeAway.tsx';
import { PeriodTable, type PeriodTableProps, type PeriodWords, periodFile } from '../plot/PeriodTable.tsx';

const WORDS: PeriodWords = {
  period: 'Entered',
  wentOn: 'Came there',
  rate: 'Share',
  tooFew: 'too few people for a rate',
};

/** The numbers of the bars, a row per period. */
export function ArrivalsTable(props: Omit<PeriodTableProps, 'words'>) {
  return <PeriodTable {...props} words={WORDS} />;
}

/** The same for a file: shares in 0..1, days as ISO dates. */
export function arrivalsFile(periods: readonly JudgedPeriod[], timeZone: string): TableFile {
  return periodFile(periods, timeZone, WORDS);
}
