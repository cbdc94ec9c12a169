import { keyHash } from '../../importers/forgotten.ts';
import { maskKey } from '../../importers/keys.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import type { QualityReport, RejectedRow } from '../../journey/quality-report.ts';
import { withoutPeople } from './merge-columns.ts';
import { refigured } from './merge-profile.ts';
import {
  readProfile,
  readRowDigests,
  readVersion,
  removeFolder,
  type VersionRef,
  writeVersion,
} from './version-folder.ts';

export interface ForgetQuestion {
  readonly name: string;
  readonly salt: Uint8Array;
  readonly version: VersionRef;
  readonly folder: string;
  /** Hashes of the people's keys, as `keyHash` makes them. */
  readonly hashes: readonly string[];
  /** The key as it stands in a file, by which rejected rows are found; `null` when it is not known. */
  readonly key: string | null;
}

export interface Forgot {
  readonly version: VersionRef;
  readonly profile: DatasetProfile;
  readonly events: number;
  readonly rejects: number;
}

/** Writes the dataset without the people into `folder`; `null`, and no folder, when it holds nothing of them. */
export async function forgetPeople(question: ForgetQuestion, signal: AbortSignal): Promise<Forgot | null> {
  const { name, salt, version, folder, key } = question;
  const hashes = new Set(question.hashes);
  const columns = await readVersion(version, name);
  const before = await readProfile(version, name);
  const decoder = new TextDecoder();
  const { bytes, offsets } = columns.personKeys;
  const leaving = new Uint8Array(columns.personCount);
  let events = 0;
  for (let p = 0; p < columns.personCount; p++) {
    const stored = decoder.decode(bytes.subarray(offsets[p]!, offsets[p + 1]!));
    // Hashed keys are the hashes themselves.
    if (!hashes.has(stored) && !hashes.has(keyHash(salt, stored))) continue;
    leaving[p] = 1;
    events += columns.personStart[p + 1]! - columns.personStart[p]!;
  }
  const { quality, rejects } = withoutRejectsOf(key, before.quality);
  if (!leaving.includes(1) && rejects === 0) return null;
  const rest = withoutPeople(columns, (person) => leaving[person] === 1);
  const profile = refigured({ ...before, quality }, rest);
  const written = await writeVersion(folder, rest, profile, await readRowDigests(version, name), signal);
  if (signal.aborted) await removeFolder(folder);
  return { version: written, profile, events, rejects };
}

/** The account without the texts that may be of the person: counts stay, so that it still adds up. */
function withoutRejectsOf(key: string | null, quality: QualityReport): { quality: QualityReport; rejects: number } {
  if (key === null || key.trim() === '') return { quality, rejects: 0 };
  const shown = [key.trim(), maskKey(key, true)].map((text) => text.toLowerCase());
  const names = (text: string | null): boolean =>
    text !== null && shown.some((each) => holds(text.toLowerCase(), each));
  let rejects = 0;
  const isOther = ({ text, value }: RejectedRow): boolean => {
    if (!names(text) && !names(value)) return true;
    rejects++;
    return false;
  };
  const parts = quality.parts.map((part) => ({
    ...part,
    rejects: part.rejects.filter(isOther),
    cellProblems: part.cellProblems.map((problem) => ({
      ...problem,
      examples: problem.examples.filter(({ value }) => !names(value)),
    })),
  }));
  const { nearMisses } = quality;
  const misses = nearMisses?.map((miss) => (miss.example?.some(names) ? { ...miss, example: null } : miss));
  return { quality: { ...quality, parts, ...(misses && { nearMisses: misses }) }, rejects };
}

/** Whether the text has the key as a word of its own. */
function holds(text: string, key: string): boolean {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + key.length] ?? ' ';
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}
