import type { FindingLink } from '../journey/ranked-finding.ts';

/** A finding in words; as the page has it. */
export interface SpokenFinding {
  readonly sentence: string;
  readonly population: string;
  readonly certainty: string;
}

/**
 * A finding to be pasted anywhere: what, about whom, how sure, whose and from which data (`made`, as `sayMade` says it),
 * and where to see it. Plain spaces.
 */
export function findingAsText(
  { sentence, population, certainty }: SpokenFinding,
  made: string,
  address: string,
): string {
  const about = `${population.charAt(0).toLocaleUpperCase('en')}${population.slice(1)}. ${certainty}`;
  const text = [sentence, about, made, address].join('\n');
  return `${text}\n`.replaceAll(/[\u2066-\u2069]/gu, '').replaceAll(/[\u00a0\u202f\u2009]/gu, ' ');
}

/** What a link from a finding says. */
export function sayLinkOf({ screen, change }: FindingLink): string {
  switch (screen) {
    case 'tools':
      return 'See the tools of this step';
    case 'data':
      return 'See the files';
    case 'summary':
      return 'See the blind spots';
    case 'journey':
      if (change.compare !== undefined) return 'Compare the rates of the two periods';
      if (change.breakdown !== undefined) return 'Compare the groups';
      return change.interval === undefined ? 'Look at this step' : 'See it week by week';
  }
}
