import type { EventColumns } from '../../engine/columns.ts';
import { hex } from '../../importers/bytes/sha256.ts';
import { keyHash } from '../../importers/forgotten.ts';
import { contactText, maskKey } from '../../importers/keys.ts';
import { ALIAS_BYTES, HASH_BYTES, personMark } from '../../importers/row-people.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import type { QualityReport, RejectedRow } from '../../journey/quality-report.ts';
import type { KnownRows } from './manifest.ts';
import { withoutPeople } from './merge-columns.ts';
import { refigured } from './merge-profile.ts';
import {
  readKnownRows,
  readProfile,
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
  /** The texts under which the key may be stored; none when it is not known. */
  readonly forms: readonly string[];
  /** The key as it stands in a file, by which rejected rows are found; `null` when it is not known. */
  readonly key: string | null;
}

export interface Forgot {
  readonly version: VersionRef;
  readonly profile: DatasetProfile;
  readonly events: number;
  readonly rejects: number;
  /** Hashes of the other keys under which the people were known, which are forgotten with them. */
  readonly otherKeys: readonly string[];
}

/** Writes the dataset without the people into `folder`; `null`, and no folder, when it holds nothing of them. */
export async function forgetPeople(question: ForgetQuestion, signal: AbortSignal): Promise<Forgot | null> {
  const { name, salt, version, folder, key, forms } = question;
  const columns = await readVersion(version, name);
  const before = await readProfile(version, name);
  const known = await readKnownRows(version, name);
  const given = new Set(question.hashes);
  const hashes = withOtherKeys(given, known.people?.aliases);
  const leaving = peopleWith(columns, storedTest(question, hashes));
  const marks = new Set(leaving.marks);
  for (const form of [...hashes, ...forms]) marks.add(personMark(encoder.encode(form)));
  const rows = withoutRowsOf(marks, hashes, known, leaving.people.size > 0);
  const isTheirs = wordsOf(key, salt, hashes);
  const { quality, rejects } = withoutRejects(isTheirs, leaving.sources, before.quality);
  const otherKeys = [...hashes].filter((hash) => !given.has(hash));
  if (leaving.people.size === 0 && rejects === 0 && rows.removed === 0 && otherKeys.length === 0) return null;
  const rest = withoutPeople(columns, (person) => leaving.people.has(person));
  const profile = refigured({ ...before, quality }, rest);
  const written = await writeVersion(folder, rest, profile, rows.known, signal);
  if (signal.aborted) await removeFolder(folder);
  return { version: written, profile, events: leaving.events, rejects, otherKeys };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Whether a stored key is one of theirs: a hash, or a text with such a hash. Texts are hashed only where nobody knows what
 * they are: with a million people that takes seconds.
 */
function storedTest(question: ForgetQuestion, hashes: ReadonlySet<string>): (stored: string) => boolean {
  const { salt, forms } = question;
  const isKnown = forms.length > 0 && hashes.size === new Set(question.hashes).size;
  return (stored) => hashes.has(stored) || forms.includes(stored) || (!isKnown && hashes.has(keyHash(salt, stored)));
}

/** The hashes, and those of all keys that mean the same people. */
function withOtherKeys(hashes: ReadonlySet<string>, aliases: Uint8Array = new Uint8Array(0)): Set<string> {
  const found = new Set(hashes);
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (let at = 0; at < aliases.length; at += ALIAS_BYTES) {
      const pair = [0, HASH_BYTES].map((from) => hex(aliases.subarray(at + from, at + from + HASH_BYTES)));
      if (pair.some((hash) => found.has(hash))) for (const hash of pair) found.add(hash);
    }
  }
  return found;
}

/** The people whose stored key fits: their numbers, marks, events and the sources of these. */
function peopleWith(columns: EventColumns, fits: (stored: string) => boolean) {
  const { bytes, offsets } = columns.personKeys;
  const people = new Set<number>();
  const marks: number[] = [];
  const sources = new Set<number>();
  let events = 0;
  for (let p = 0; p < columns.personCount; p++) {
    const key = bytes.subarray(offsets[p]!, offsets[p + 1]!);
    if (!fits(decoder.decode(key))) continue;
    people.add(p);
    marks.push(personMark(key));
    for (let row = columns.personStart[p]!; row < columns.personStart[p + 1]!; row++, events++) {
      sources.add(columns.source[row]!);
    }
  }
  return { people, marks, sources, events };
}

/**
 * What is known of the other rows. Where it is not known whose the rows are, as in a dataset of an earlier time, nothing is:
 * a digest is a copy, too.
 */
function withoutRowsOf(
  marks: ReadonlySet<number>,
  hashes: ReadonlySet<string>,
  known: KnownRows,
  isThere: boolean,
): { known: KnownRows; removed: number } {
  const { digests, people } = known;
  if (digests === null) return { known, removed: 0 };
  const aliases = withoutAliases(hashes, people?.aliases);
  const keptDigests = new Map<number, Uint32Array>();
  const keptMarks = new Map<number, Uint32Array>();
  let removed = 0;
  for (const [index, all] of digests) {
    const whose = people?.marks.get(index);
    if (whose === undefined) {
      return isThere ? { known: { digests: null, people: null }, removed: all.length / 2 } : { known, removed: 0 };
    }
    const stay = whose.filter((mark) => !marks.has(mark));
    const left = new Uint32Array(stay.length * 2);
    let to = 0;
    whose.forEach((mark, row) => {
      if (marks.has(mark)) return;
      left[to++] = all[row * 2]!;
      left[to++] = all[row * 2 + 1]!;
    });
    keptDigests.set(index, left);
    keptMarks.set(index, stay);
    removed += whose.length - stay.length;
  }
  return { known: { digests: keptDigests, people: { marks: keptMarks, aliases } }, removed };
}

function withoutAliases(hashes: ReadonlySet<string>, aliases: Uint8Array = new Uint8Array(0)): Uint8Array {
  const left: number[] = [];
  for (let at = 0; at < aliases.length; at += ALIAS_BYTES) {
    if (!hashes.has(hex(aliases.subarray(at, at + HASH_BYTES)))) left.push(...aliases.subarray(at, at + ALIAS_BYTES));
  }
  return Uint8Array.from(left);
}

/**
 * Whether a text of the account is of the people: it names the key that was given, plain or masked, or has a word with one of
 * the hashes.
 */
function wordsOf(key: string | null, salt: Uint8Array, hashes: ReadonlySet<string>): (text: string | null) => boolean {
  const typed = key?.trim() ?? '';
  const shown = typed === '' ? [] : [typed, maskKey(typed, true)].map((text) => text.toLowerCase());
  const known = new Map<string, boolean>();
  const isKey = (word: string): boolean => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const found = [word, contactText(word)].some((form) => hashes.has(keyHash(salt, form)));
    known.set(word, found);
    return found;
  };
  return (text) => {
    if (text === null) return false;
    const lower = text.toLowerCase();
    if (shown.some((each) => holds(lower, each))) return true;
    const cells = text.split(/[,;\t|]/u).map((cell) => cell.trim().replace(/^"(.*)"$/u, '$1'));
    return [...cells, ...text.split(/[\s,;|"'<>()]+/u)].some((word) => word !== '' && isKey(word));
  };
}

/** The account without the texts that are of the people, or may be: counts stay, so that it still adds up. */
function withoutRejects(
  isTheirs: (text: string | null) => boolean,
  sources: ReadonlySet<number>,
  quality: QualityReport,
): { quality: QualityReport; rejects: number } {
  let rejects = 0;
  const isOther = ({ text, value }: RejectedRow): boolean => {
    if (!isTheirs(text) && !isTheirs(value)) return true;
    rejects++;
    return false;
  };
  const parts = quality.parts.map((part) => ({
    ...part,
    rejects: part.rejects.filter(isOther),
    cellProblems: part.cellProblems.map((problem) => ({
      ...problem,
      // An example may be a cell of any accepted row.
      examples: sources.has(part.sourceIndex) ? [] : problem.examples,
    })),
  }));
  const { nearMisses } = quality;
  const misses = nearMisses?.map((miss) => (miss.example?.some(isTheirs) ? { ...miss, example: null } : miss));
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
