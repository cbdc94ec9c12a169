import type { Plan } from '../journey/plan.ts';
import type { Population } from '../journey/population.ts';
import type { FindingCertainty, FindingPopulation } from '../journey/ranked-finding.ts';
import { nameOf } from './findings.ts';
import { formatCount, formatWindow, quote } from './numbers.ts';
import { type PopulationWords, sayAttribution, sayRange } from './population.ts';

const NBSP = '\u00a0';

/** What the words need to know of the data beside the question. */
export interface FindingWords extends PopulationWords {
  /** Names of all properties by which people could have been left out. */
  readonly properties?: readonly string[];
}

/**
 * Who a finding is about, as a part of a sentence: "people who entered 1 Jan – 30 Jun 2026, all channels, recorded,
 * within 30 days".
 */
export function sayFindingPopulation(
  population: FindingPopulation,
  plan: Pick<Plan, 'stages'>,
  locale = 'en',
  words: FindingWords = {},
): string {
  switch (population.kind) {
    case 'entered':
      return sayEntered(population.scope, population.matured, locale, words);
    case 'first-time': {
      const when = sayRange(population.range, population.timeZone, locale);
      const came = `people at ${nameOf(plan, population.stage)} for the first time${when ? ` ${when}` : ''}`;
      return [came, ...filtersOf(population.scope, locale, words), 'whichever way they came', 'recorded'].join(', ');
    }
    case 'seen': {
      const during = sayRange(population.scope.during, population.scope.timeZone, locale);
      return [
        'everybody seen at any stage, in any order',
        ...(during ? [during] : []),
        ...filtersOf(population.scope, locale, words),
      ].join(', ');
    }
    case 'rows':
      return 'all rows of the files';
  }
}

function sayEntered(scope: Population, matured: boolean, locale: string, words: FindingWords): string {
  const entered = sayRange(scope.entered, scope.timeZone, locale);
  const during = sayRange(scope.during, scope.timeZone, locale);
  const labels = words.labels ?? [];
  const window = scope.windowUs === null ? 'without a time limit' : `within ${formatWindow(scope.windowUs, locale)}`;
  const over = matured && scope.windowUs !== null ? ', whose time is over' : '';
  return [
    entered ? `people who entered ${entered}` : 'everybody who entered',
    ...(during ? [`by what they did ${during}`] : []),
    ...filtersOf(scope, locale, words),
    'recorded',
    `${window}${over}`,
    ...(scope.order === 'any' ? ['in any order'] : []),
    ...(scope.order === 'strict' ? ['with nothing in between'] : []),
    ...(scope.ties === 'later' ? ['each step strictly later than the one before'] : []),
    ...scope.exclusions.map(({ match, fromStep, toStep }) => {
      const [from, to] = [labels[fromStep], labels[toStep]];
      const between = from && to ? ` between ${from} and ${to}` : '';
      return `without those who had ${quote(match.event ?? 'anything')}${between}`;
    }),
    ...(scope.calendarDays ? ['by calendar day'] : []),
  ].join(', ');
}

/** Properties that have a usual plural, for saying that nobody was left out by them. */
const ALL_OF: Readonly<Record<string, string>> = {
  channel: 'all channels',
  source: 'all sources',
  campaign: 'all campaigns',
  medium: 'all media',
  country: 'all countries',
  region: 'all regions',
  town: 'all towns',
  city: 'all cities',
  device: 'all devices',
  origin: 'all origins',
};

function filtersOf(scope: Population, locale: string, { labels = [], ofPerson = [], properties = [] }: FindingWords) {
  if (scope.filters.length === 0) {
    const known = properties.map((name) => ALL_OF[name.toLowerCase()]).find((text) => text !== undefined);
    return known === undefined ? [] : [known];
  }
  const or = new Intl.ListFormat(locale === 'en' ? 'en-GB' : locale, { type: 'disjunction' });
  return scope.filters.map(({ property, in: values, attribution }) => {
    const how = ofPerson.includes(property) ? '' : ` ${sayAttribution(attribution, labels)}`;
    return `with ${property} ${or.format(values.map((value) => (value === null ? 'none' : quote(value))))}${how}`;
  });
}

/** How sure a finding is, and by what. */
export function sayCertainty(certainty: FindingCertainty, locale = 'en'): string {
  switch (certainty.by) {
    case 'count':
      return 'Counted, not estimated.';
    case 'interval':
      return `95${NBSP}% interval.`;
    case 'comparison':
      return certainty.among === 1
        ? 'Higher or lower is said only where chance alone would hardly show it.'
        : `Higher or lower is said only where chance alone would hardly show it, all ${formatCount(certainty.among, locale)} comparisons considered.`;
    case 'change-point':
      return `With the weeks in another order so great a change comes ${sayOneIn(certainty.pValue, locale)}${certainty.among === 1 ? '' : `; all ${formatCount(certainty.among, locale)} rates considered, a false alarm comes less than once in twenty times`}.`;
    case 'simulation':
      return 'Drawn many times from what the figures allow; the interval holds 95 of 100 draws.';
  }
}

/** A chance in 0..1 as "less than once in 100 times", "about once in 40 times". */
function sayOneIn(chance: number, locale: string): string {
  const times = Math.floor(1 / Math.max(chance, 1e-6));
  return times >= 100
    ? `less than once in ${formatCount(10 ** Math.floor(Math.log10(times)), locale)} times`
    : `about once in ${formatCount(times, locale)} times`;
}
