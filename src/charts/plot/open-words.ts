import type { JudgedPeriod } from '../../insights/trend-judgement.ts';

/** What may change at a period that is not whole; without a limit nobody's time is up, and late ones had little of it. */
export function sayOpen({ late }: Pick<JudgedPeriod, 'late'>): string {
  return late ? 'more may still come' : 'some still have time';
}

/** The same of all periods of a picture, which are open for one reason. */
export function sayOpenOf(periods: readonly JudgedPeriod[]): string {
  return sayOpen(periods.some(({ late }) => late) ? { late: true } : {});
}
