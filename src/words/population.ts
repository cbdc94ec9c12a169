import type { Population, PopulationRange, SpokenAttribution } from '../journey/population.ts';
import { DAY_US, timeZone as zoneOf } from '../journey/time-zone.ts';
import { formatDay, formatDayRange, formatMoment, formatWindow, quote } from './numbers.ts';

export type { Population, PopulationRange, SpokenAttribution } from '../journey/population.ts';

/** What the sentence needs to know beyond the question. */
export interface PopulationWords {
  /** What the steps are called, in order. */
  readonly labels?: readonly string[];
  /** Properties of the person, the same at every event. */
  readonly ofPerson?: readonly string[];
}

const ORDER_WORDS: Readonly<Record<Population['order'], string>> = {
  ordered: 'in order',
  strict: 'in order, with nothing in between',
  any: 'in any order',
};

/** "People who entered 1 Jan – 30 Jun 2026, within 30 days, in order, counted by calendar day." */
export function sayPopulation(
  population: Population,
  locale = 'en',
  { labels = [], ofPerson = [] }: PopulationWords = {},
): string {
  const zone = population.timeZone;
  const parts: string[] = [];
  const entered = sayRange(population.entered, zone, locale);
  parts.push(entered ? `People who entered ${entered}` : 'Everybody who entered');
  const during = sayRange(population.during, zone, locale);
  if (during) parts.push(`by what they did ${during}`);
  for (const filter of population.filters) {
    const values = filter.in.map((value) => (value === null ? 'none' : quote(value)));
    const how = ofPerson.includes(filter.property) ? '' : ` ${sayAttribution(filter.attribution, labels)}`;
    parts.push(`with ${filter.property} ${orList(values, locale)}${how}`);
  }
  parts.push(
    population.windowUs === null ? 'without a time limit' : `within ${formatWindow(population.windowUs, locale)}`,
  );
  parts.push(ORDER_WORDS[population.order]);
  if (population.ties === 'later') parts.push('each step strictly later than the one before');
  for (const { match, fromStep, toStep } of population.exclusions) {
    const between = labels[fromStep] && labels[toStep] ? ` between ${labels[fromStep]} and ${labels[toStep]}` : '';
    parts.push(`without those who had ${quote(match.event ?? 'anything')}${between}`);
  }
  if (population.calendarDays) parts.push('counted by calendar day');
  return `${parts.join(', ')}.`;
}

/** Which of somebody's values counts: "carried first", "carried at Interest". */
export function sayAttribution(attribution: SpokenAttribution, labels: readonly string[]): string {
  switch (attribution.kind) {
    case 'first':
      return 'carried first';
    case 'last':
      return 'carried last';
    case 'all':
      return 'carried at every step';
    case 'step':
      return attribution.step === 0
        ? 'carried when they entered'
        : `carried at ${labels[attribution.step] ?? `step ${attribution.step + 1}`}`;
  }
}

function orList(values: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale === 'en' ? 'en-GB' : locale, { type: 'disjunction' }).format(values);
}

/** A range as words, "1 Jan – 30 Jun 2026", "since 1 Jan 2026"; `null` when it restricts nothing. */
export function sayRange(range: PopulationRange | null, zone: string, locale = 'en'): string | null {
  if (!range) return null;
  const { fromUs, toUs } = range;
  const from = fromUs === null || isMidnight(fromUs, zone);
  const to = toUs === null || isMidnight(toUs + 1, zone);
  const say = from && to ? formatDay : formatMoment;
  if (fromUs !== null && toUs !== null) {
    if (from && to) return formatDayRange(fromUs, toUs, zone, locale);
    return `${formatMoment(fromUs, zone, locale)} \u2013 ${formatMoment(toUs, zone, locale)}`;
  }
  if (fromUs !== null) return `since ${say(fromUs, zone, locale)}`;
  if (toUs !== null) return `until ${say(toUs, zone, locale)}`;
  return null;
}

/** The local day of a moment, `YYYY-MM-DD`. */
export function isoDay(us: number, zone: string): string {
  return new Date(zoneOf(zone).toLocalUs(us) / 1000).toISOString().slice(0, 10);
}

function isMidnight(us: number, zone: string): boolean {
  return ((zoneOf(zone).toLocalUs(us) % DAY_US) + DAY_US) % DAY_US === 0;
}
