import { DAY_US, timeZone as zoneOf } from '../journey/time-zone.ts';
import { formatDay, formatDayRange, formatList, formatMoment, formatWindow, quote } from './numbers.ts';

/** Who a question counts and how: the part of a question that this sentence is about. Times in microseconds UTC. */
export interface Population {
  readonly entered: PopulationRange | null;
  readonly during: PopulationRange | null;
  readonly windowUs: number | null;
  readonly order: 'ordered' | 'strict' | 'any';
  readonly ties: 'helpful' | 'later';
  readonly calendarDays: boolean;
  readonly timeZone: string;
  readonly filters: readonly { readonly property: string; readonly in: readonly (string | null)[] }[];
}

export interface PopulationRange {
  readonly fromUs: number | null;
  readonly toUs: number | null;
}

const ORDER_WORDS: Readonly<Record<Population['order'], string>> = {
  ordered: 'in order',
  strict: 'in order, with nothing in between',
  any: 'in any order',
};

/** "People who entered 1 Jan – 30 Jun 2026, within 30 days, in order, counted by calendar day." */
export function sayPopulation(population: Population, locale = 'en'): string {
  const zone = population.timeZone;
  const parts: string[] = [];
  const entered = sayRange(population.entered, zone, locale);
  parts.push(entered ? `People who entered ${entered}` : 'Everybody who entered');
  const during = sayRange(population.during, zone, locale);
  if (during) parts.push(`by what they did ${during}`);
  for (const filter of population.filters) {
    const values = filter.in.map((value) => (value === null ? 'none' : quote(value)));
    parts.push(`with ${filter.property} ${formatList(values, locale).replace(/ and (?=[^ ]*$)/, ' or ')}`);
  }
  parts.push(
    population.windowUs === null ? 'without a time limit' : `within ${formatWindow(population.windowUs, locale)}`,
  );
  parts.push(ORDER_WORDS[population.order]);
  if (population.ties === 'later') parts.push('each step strictly later than the one before');
  if (population.calendarDays) parts.push('counted by calendar day');
  return `${parts.join(', ')}.`;
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
