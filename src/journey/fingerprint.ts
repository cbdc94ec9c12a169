import type { DatasetProfile } from './profile.ts';

const DIGITS = 12;

/**
 * A short name for exactly these files, as "3f2a-91bc-77d0": two reports that carry the same one rest on the same bytes.
 * The first 48 bits of the files' digests, combined by XOR, so that the order of the files does not matter. "none" for
 * data that came from no file.
 */
export function fingerprintOf({ sources }: Pick<DatasetProfile, 'sources'>): string {
  const digests = new Set(sources.flatMap(({ files }) => files.map(({ digest }) => digest.slice(0, DIGITS))));
  if (digests.size === 0) return 'none';
  const mixed = [...digests].reduce((bits, digest) => bits ^ BigInt(`0x${digest}`), 0n);
  return mixed
    .toString(16)
    .padStart(DIGITS, '0')
    .replaceAll(/(.{4})(?=.)/gu, '$1-');
}
