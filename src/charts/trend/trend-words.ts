import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import { countOf, formatCount, formatPercent, formatPeriod, type PeriodLength, pluralOf } from '../../words/numbers.ts';
import { sayRate } from '../../words/rates.ts';
import { sayOpen, sayOpenOf } from '../plot/open-words.ts';

/** What is known of a period: when, the rate, its people, and what to keep in mind. */
export function sayPeriod(period: JudgedPeriod, length: PeriodLength, timeZone: string): readonly string[] {
  const { rate, converted, state } = period;
  const when = formatPeriod(period.startUs, length, timeZone);
  const people = `${formatCount(converted)} of ${countOf(rate.n, 'person', 'people')} went on`;
  if (state === 'empty') return [when, 'nobody entered'];
  if (state === 'too-few') return [when, `too few people: ${formatCount(rate.n)}`];
  if (state === 'open') return [when, `${formatPercent(rate.value ?? 0, rate.n)} so far`, people, sayOpen(period)];
  const words = sayRate(rate, false);
  return [when, `${words.value} (${words.interval ?? ''})`, people];
}

/** The whole trend in sentences. */
export function sayTrend(periods: readonly JudgedPeriod[], length: PeriodLength, timeZone: string): string {
  const whole = periods.filter((period) => period.state === 'whole');
  const others = (state: JudgedPeriod['state']) => periods.filter((period) => period.state === state).length;
  const sentences: string[] = [];
  if (whole.length === 0) sentences.push(`No ${length} has enough people whose time is over for a rate.`);
  else {
    const sorted = whole.toSorted((a, b) => (a.rate.value ?? 0) - (b.rate.value ?? 0));
    const say = (period: JudgedPeriod | undefined) =>
      period ? `${sayRate(period.rate, false).value} (${formatPeriod(period.startUs, length, timeZone)})` : '';
    sentences.push(
      `${countOf(whole.length, length, `${length}s`)} with a rate, from ${say(sorted[0])} to ${say(sorted.at(-1))}; the latest ${say(whole.at(-1))}.`,
    );
  }
  const [open, few] = [others('open'), others('too-few')];
  if (open > 0) sentences.push(`In ${countOf(open, length, `${length}s`)} ${sayOpenOf(periods)}.`);
  if (few > 0) sentences.push(`${countOf(few, length, `${length}s`)} ${pluralOf(few, 'has', 'have')} too few people.`);
  return sentences.join(' ');
}
