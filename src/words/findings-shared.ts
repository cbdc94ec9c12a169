import { fingerprintOf } from '../journey/fingerprint.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import type { FindingLink } from '../journey/ranked-finding.ts';
import type { Speaker } from './findings.ts';

/** A finding in words; as the page has it. */
export interface SpokenFinding {
  readonly sentence: string;
  readonly population: string;
  readonly certainty: string;
}

/** A finding to be pasted anywhere: what, about whom, how sure, from which data, and where to see it. Plain spaces. */
export function findingAsText(
  { sentence, population, certainty }: SpokenFinding,
  plan: Speaker,
  profile: Pick<DatasetProfile, 'sources'>,
  address: string,
): string {
  const name = plan.name?.trim() ? `${plan.name.trim()}, ` : '';
  const about = `${population.charAt(0).toLocaleUpperCase('en')}${population.slice(1)}. ${certainty}`;
  const text = [sentence, about, `${name}data ${fingerprintOf(profile)}, by Handrail.`, address].join('\n');
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
      if (change.compare !== undefined) return 'Compare the two periods';
      if (change.breakdown !== undefined) return 'Compare the groups';
      return change.interval === undefined ? 'Look at this step' : 'See it week by week';
  }
}
