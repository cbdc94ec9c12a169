import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import { countOf, formatCount, formatPeriod, type PeriodLength, peopleOf } from '../../words/numbers.ts';
import { sayRate } from '../../words/rates.ts';
import { sayOpen, sayOpenOf } from '../plot/open-words.ts';

/** What is known of a period: when, how many came, of how many, and what to keep in mind. */
export function sayArrivals(period: JudgedPeriod, length: PeriodLength, timeZone: string): readonly string[] {
  const { rate, converted, state } = period;
  const when = formatPeriod(period.startUs, length, timeZone);
  if (state === 'empty') return [when, 'nobody entered'];
  const people = `${formatCount(converted)} of ${peopleOf(rate.n)} who entered`;
  if (state === 'too-few') return [when, people, 'too few people for a rate'];
  if (state === 'open') return [when, `${people}, so far`, sayOpen(period)];
  const words = sayRate(rate, false);
  return [when, people, `${words.value} (${words.interval ?? ''})`];
}

/** The whole picture in sentences. */
export function sayAllArrivals(periods: readonly JudgedPeriod[], length: PeriodLength, timeZone: string): string {
  const people = periods.reduce((sum, { converted }) => sum + converted, 0);
  const all = `${peopleOf(people)} in ${countOf(periods.length, length, `${length}s`)}.`;
  const most = periods.toSorted((a, b) => b.converted - a.converted)[0];
  const open = periods.filter(({ state }) => state === 'open').length;
  const parts = [all];
  if (most && most.converted > 0) {
    parts.push(`Most, ${formatCount(most.converted)}, entered in ${formatPeriod(most.startUs, length, timeZone)}.`);
  }
  if (open > 0) parts.push(`In ${countOf(open, length, `${length}s`)} ${sayOpenOf(periods)}.`);
  return parts.join(' ');
}
