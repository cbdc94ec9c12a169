import { fingerprintOf } from '../journey/fingerprint.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { tableNameOf } from '../journey/table-source.ts';
import type { Speaker } from './findings.ts';
import { formatDay, isolate, quote } from './numbers.ts';

/** What figures rest on: "data 93d0-f964-d906", exactly these files, or a table as it was. */
export function sayOrigin(profile: Pick<DatasetProfile, 'sources' | 'quality'>): string {
  const table = tableNameOf(profile);
  return table === null ? `data ${fingerprintOf(profile)}` : `the ClickHouse table ${quote(table)}`;
}

/** Whose, of when and from what: "River Trust, made 24 Nov 2026 from data 93d0-f964-d906, by Handrail." */
export function sayMade(
  plan: Speaker,
  profile: Pick<DatasetProfile, 'sources' | 'quality'>,
  madeUs: number,
  timeZone: string,
  locale = 'en',
): string {
  const name = plan.name?.trim() ? `${isolate(plan.name.trim())}, made` : 'Made';
  return `${name} ${formatDay(madeUs, timeZone, locale)} from ${sayOrigin(profile)}, by Handrail.`;
}
