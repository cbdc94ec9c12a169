import type {
  BestAndWorstFinding,
  ChangePointFinding,
  Estimate,
  Finding,
  GapWorthFinding,
  GrowthFinding,
  LeakWorthFinding,
  RateChangeFinding,
  RateReference,
  TwoPeriods,
  Worth,
} from '../journey/findings.ts';
import { DAY_US, parseDay } from '../journey/time-zone.ts';
import type { MeasuredShare } from '../journey/tool-findings.ts';
import { sayDifference, sayLevel, sayShareBeside } from './comparisons.ts';
import {
  countOf,
  formatCount,
  formatDay,
  formatList,
  formatPercent,
  formatRate,
  peopleOf,
  pluralOf,
  quote,
} from './numbers.ts';
import { sayRange } from './population.ts';
import { sayRejectReason } from './quality.ts';
import { peopleIn, sayRange as sayWorth } from './worth.ts';

const NBSP = '\u00a0';
const MINUS = '\u2212';

/** What the sentences of this file call a stage, and what people did to be there. */
export interface StageWords {
  readonly label: (id: string) => string;
  /** "acted", "reached Purchase". */
  readonly did: (id: string) => string;
}

/** "312 people acted for the first time 29 Dec 2025 – 28 Jun 2026, 12 % more than the 278 in the 26 weeks before (…)." */
export function sayGrowth(finding: GrowthFinding, { did }: StageWords, locale: string): string {
  const { now, before, ratio, verdict, periods } = finding;
  const when = sayRange(periods.now, periods.timeZone, locale) ?? 'in this time';
  const start = `${peopleOf(now.people, locale)} ${did(finding.stage)} for the first time ${when}`;
  const same = now.days === before.days;
  const next = periods.before.toUs !== null && periods.before.toUs + 1 === periods.now.fromUs;
  const then =
    same && next
      ? `in the ${sayDays(before.days, locale)} before`
      : `in the days ${sayRange(periods.before, periods.timeZone, locale) ?? 'before'}`;
  if (verdict === 'growing' && ratio.value >= TIMES) {
    const range = `${sayTimes(ratio.low, locale)} to ${sayTimes(ratio.high, locale)}${NBSP}times`;
    return `${start}, ${sayTimes(ratio.value, locale)}${NBSP}times as many${same ? '' : ' a day'} as the ${formatCount(before.people, locale)} ${then} (95${NBSP}% interval ${range}).`;
  }
  const near = Math.min(Math.abs(ratio.low - 1), Math.abs(ratio.high - 1));
  const hidden = verdict !== 'cannot-tell' && near < 0.005;
  const digits = ratio.high - ratio.low >= 0.02 && !hidden ? 0 : 1;
  const change = (of: number) => sayChange(of, digits, locale);
  const interval = `95${NBSP}% interval ${change(ratio.low)} to ${change(ratio.high)}${NBSP}%`;
  const aDay = same ? '' : ' a day';
  if (verdict === 'cannot-tell') {
    return `${start}, and ${formatCount(before.people, locale)} ${then}: ${change(ratio.value)}${NBSP}%${aDay}, which may be chance (${interval}).`;
  }
  const percent = `${change(ratio.value).replace(/^[+\u2212]/, '')}${NBSP}%`;
  const more = verdict === 'growing' ? 'more' : 'fewer';
  return `${start}, ${percent} ${more}${aDay} than the ${formatCount(before.people, locale)} ${then} (${interval}).`;
}

/** From here on a ratio is easier to read as such than in per cent. */
const TIMES = 2;

function sayTimes(ratio: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(ratio);
}

/** "26 weeks", "59 days". */
function sayDays(days: number, locale: string): string {
  return days % 7 === 0 && days >= 14
    ? countOf(days / 7, 'week', 'weeks', locale)
    : countOf(days, 'day', 'days', locale);
}

/** A ratio as a change in per cent: "+12", "−3". */
function sayChange(ratio: number, digits: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const percent = format.format(Math.abs(ratio - 1) * 100);
  if (/^0(\D0*)?$/.test(percent)) return percent;
  return `${ratio < 1 ? MINUS : '+'}${percent}`;
}

export function sayRateChange(finding: RateChangeFinding, { label }: StageWords, locale: string): string {
  const { now, before, periods } = finding;
  const when = sayRange(periods.now, periods.timeZone, locale) ?? 'now';
  const then = sayRange(periods.before, periods.timeZone, locale) ?? 'before';
  const beside = ({ value }: MeasuredShare) => sayShareBeside(value, finding.difference, locale);
  return `Of the ${peopleOf(now.n, locale)} at ${label(finding.from)} who entered ${when}, ${beside(now)} went on to ${label(finding.to)}; of the ${formatCount(before.n, locale)} who entered ${then}, ${beside(before)}: ${difference(finding.difference, finding.level, locale)}.`;
}

export function sayRatesSteady(compared: number, periods: TwoPeriods, locale: string): string {
  const when = sayRange(periods.now, periods.timeZone, locale) ?? 'now';
  const then = sayRange(periods.before, periods.timeZone, locale) ?? 'before';
  const what =
    compared === 1
      ? 'The one rate that can be compared did not change'
      : `None of the ${formatCount(compared, locale)} rates that can be compared changed`;
  return `${what} by more than chance would between those who entered ${then} and those who entered ${when}.`;
}

export function sayLeakWorth(finding: LeakWorthFinding, words: StageWords, locale: string): string {
  const { label } = words;
  const { rate, lost, compared, gain, mostLost, days } = finding;
  const { value, interval } = formatRate(rate.value, rate.low, rate.high, locale);
  const way = `${label(finding.from)} to ${label(finding.to)}`;
  const start =
    mostLost !== null
      ? `More people are lost from ${label(mostLost.from)} to ${label(mostLost.to)}, but those lost from ${way} would have brought more:`
      : compared > 1
        ? `From ${way} most people are lost, and with them most of what they could have brought:`
        : `From ${way}`;
  const rates = `${value} of ${peopleOf(rate.n, locale)} went on (95${NBSP}% interval ${interval}), and ${formatCount(lost, locale)} got no further`;
  if (gain === null) return `${start} ${rates}.`;
  return `${start} ${rates}. ${goal(gain.reference, locale)}, ${worth(gain.worth, days, words, locale)}.`;
}

export function sayGapWorth(finding: GapWorthFinding, words: StageWords, locale: string): string {
  const { reference, tools, people, lost } = finding;
  const { label } = words;
  const asks = quote(finding.asks);
  const start =
    tools.length === 0
      ? `No tool is listed that answers ${asks}`
      : `${asks} has no answer that holds: ${formatList(namesOf(tools, locale), locale)} ${whatIsWrong(finding, locale)}`;
  return `${start}. From ${label(finding.from)} to ${label(finding.to)} ${formatCount(lost, locale)} of ${peopleOf(people, locale)} got no further. ${goal(reference, locale)}, ${worth(finding.worth, finding.days, words, locale)}.`;
}

function goal(reference: RateReference, locale: string): string {
  const rate = formatPercent(reference.rate, undefined, locale);
  return reference.code === 'target'
    ? `With the plan${'\u2019'}s target of ${rate}`
    : `With ${rate}, which the best quarter (${sayQuarter(reference.quarter)}) reached at least`;
}

/** What is the matter with one tool, and with several. */
const STATE_VERBS: Readonly<Partial<Record<GapWorthFinding['state'], readonly [string, string]>>> = {
  dormant: ['went quiet', 'went quiet'],
  unused: ['was used by nobody at that step', 'were used by nobody at that step'],
  'no-effect-shown': ['shows no effect', 'show no effect'],
  untracked: ['cannot be seen in the data', 'cannot be seen in the data'],
  retired: ['is retired', 'are retired'],
  planned: ['is only planned', 'are only planned'],
};

function whatIsWrong({ state, tools, quietSince }: GapWorthFinding, locale: string): string {
  const [one, many] = STATE_VERBS[state] ?? ['does not hold', 'do not hold'];
  const us = quietSince === null ? null : parseDay(quietSince);
  const when = us === null ? '' : ` on ${formatDay(us + DAY_US / 2, 'UTC', locale)}`;
  return `${tools.length === 1 ? one : many}${when}`;
}

/** Two names, or one and how many more. */
function namesOf(tools: readonly string[], locale: string): readonly string[] {
  if (tools.length <= 2) return tools.map(quote);
  return [quote(tools[0] ?? ''), `${formatCount(tools.length - 1, locale)} other tools`];
}

function sayQuarter(label: string): string {
  const match = /^(\d{4})-Q([1-4])$/.exec(label);
  return match ? `Q${match[2]}${NBSP}${match[1]}` : label;
}

/** "130–180 more people would have acted over 18 months (95 % interval)", "€4,000 – €7,100 more would have come in over …". */
function worth(amount: Worth, days: number, { did }: StageWords, locale: string): string {
  const currency = amount.unit === 'currency' ? amount.currency : null;
  const range = sayWorth(amount, currency === null ? { from: 'data' } : { from: 'plan', mean: 0, currency }, locale);
  const over = `over ${saySpan(days, locale)} (95${NBSP}% interval)`;
  if (amount.unit === 'people')
    return `${range} more ${peopleIn(amount)} would have ${participle(did(amount.stage))} ${over}`;
  return `${range} more${currency === null ? ', in the values of the data,' : ''} would have come in ${over}`;
}

/** A span as one would tell it: "45 days", "13 weeks", "18 months". */
function saySpan(days: number, locale: string): string {
  if (days < 70) return countOf(days, 'day', 'days', locale);
  if (days < 183) return countOf(Math.round(days / 7), 'week', 'weeks', locale);
  return countOf(Math.round(days / DAYS_PER_MONTH), 'month', 'months', locale);
}

const DAYS_PER_MONTH = 30.4375;

/** "were ready" → "been ready"; other verbs are the same in both tenses. */
function participle(did: string): string {
  return did.replace(/^were /, 'been ').replace(/^took /, 'taken ');
}

export function sayChangePoint(finding: ChangePointFinding, { label }: StageWords, locale: string): string {
  const { before, after } = finding;
  const since = formatDay(finding.sinceUs, finding.timeZone, locale);
  const fewer = after.value < before.value ? 'fewer' : 'more';
  return `Since the week of ${since} ${fewer} people go on from ${label(finding.from)} to ${label(finding.to)}: ${share(after, locale)} of the ${peopleOf(after.n, locale)} at ${label(finding.from)} who entered since then, against ${share(before, locale)} of ${formatCount(before.n, locale)} before.`;
}

export function sayBestAndWorst(finding: BestAndWorstFinding, { label }: StageWords, locale: string): string {
  const { best, worst, property, ofPerson } = finding;
  const carried = ofPerson ? '' : ' when they entered';
  const beside = ({ value }: MeasuredShare) => sayShareBeside(value, finding.difference, locale);
  return `From ${label(finding.from)} to ${label(finding.to)} people with ${property} ${quote(best.group)}${carried} go on most often, ${beside(best.share)} of ${formatCount(best.share.n, locale)}, and those with ${quote(worst.group)} least, ${beside(worst.share)} of ${formatCount(worst.share.n, locale)}: ${difference(finding.difference, finding.level, locale)}.`;
}

/** "273 of 19,403 rows were rejected (1.4 %), most often, 180 times, for this reason: no time." */
export function sayRowsRejected(finding: Extract<Finding, { code: 'rows-rejected' }>, locale: string): string {
  const { rejected, read, reason, forReason } = finding;
  const verb = pluralOf(rejected, 'was', 'were', locale);
  const share = formatPercent(rejected / read, read, locale);
  const all = `${formatCount(rejected, locale)} of ${countOf(read, 'row', 'rows', locale)} ${verb} rejected (${share})`;
  if (reason === null) return `${all}.`;
  const most = forReason === rejected ? '' : `, ${formatCount(forReason, locale)} of them`;
  return `${all}${most} for this reason: ${sayRejectReason(reason)}.`;
}

export function saySourceEnds(
  finding: Extract<Finding, { code: 'source-ends' }>,
  { label }: StageWords,
  locale: string,
): string {
  const { file, stages, lastUs, dataUs, timeZone } = finding;
  const who = stages.length === 1 ? `who reached ${label(stages[0] ?? '')}` : 'what it records';
  return `${quote(file)} ends on ${formatDay(lastUs, timeZone, locale)}, while the data goes on until ${formatDay(dataUs, timeZone, locale)}: ${who} after that is not seen.`;
}

function share({ value, low, high }: MeasuredShare, locale: string): string {
  return formatRate(value, low, high, locale).value;
}

function difference(estimate: Estimate, level: number, locale: string): string {
  const { value, interval } = sayDifference(estimate, locale);
  return `${value} (${sayLevel(level, locale)} interval ${interval})`;
}
