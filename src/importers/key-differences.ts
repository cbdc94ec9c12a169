import type { KeyDifference } from '../journey/plan.ts';
import type { NearMiss } from '../journey/quality-report.ts';
import { ByteDictionary } from './bytes/dictionary.ts';
import { CodeChunks } from './bytes/growable.ts';

export const KEY_DIFFERENCES: readonly KeyDifference[] = ['case', 'spaces', 'plus-address'];

/** More odd keys than this are not compared: then odd keys are the rule in the data. */
const MOST_ODD_KEYS = 2_000_000;
const encoder = new TextEncoder();

/** The key without the given differences. `contact`: it is an e-mail address or a phone number. */
export function loosened(key: string, contact: boolean, differences: readonly KeyDifference[]): string {
  let text = key;
  if (differences.includes('spaces')) {
    const isPhone = contact && !text.includes('@');
    text = isPhone ? text.replace(/[^\d+]/gu, '') : text.replace(/\s+/gu, '');
  }
  if (differences.includes('case')) text = text.toLowerCase();
  if (differences.includes('plus-address') && contact) text = text.replace(/^([^@+]+)\+[^@]*@/u, '$1@');
  return text;
}

/** Which of the differences the key shows. */
export function differencesOf(key: string, contact: boolean): KeyDifference[] {
  return KEY_DIFFERENCES.filter((difference) => loosened(key, contact, [difference]) !== key);
}

/** One bit per difference. */
function maskOf(differences: readonly KeyDifference[]): number {
  return differences.reduce((bits, each) => bits | (1 << KEY_DIFFERENCES.indexOf(each)), 0);
}

const CASE = maskOf(['case']);
const SPACES = maskOf(['spaces']);

interface NearPeople {
  people: number;
  example: readonly [string, string] | null;
}

/**
 * Keys that would be another key if upper case, blanks or what follows a plus made no difference. Only these are kept,
 * in their loose form, as the other keys are: addresses hashed.
 */
export class OddKeys {
  private given = false;
  private readonly loose = new ByteDictionary();
  private readonly codes = new CodeChunks();
  /** Per odd key the number of its loose form, and its differences. */
  private readonly looseOf = new CodeChunks();
  private readonly masks = new CodeChunks();
  private scratch = new Uint8Array(64);

  /** `storedLoose`: the key as it would be stored without any of its differences. */
  note(code: number, storedLoose: string, differences: readonly KeyDifference[]): void {
    const bytes = encoder.encode(storedLoose);
    this.keep(code, bytes, bytes.length, maskOf(differences));
  }

  /** The same for an id of ASCII signs; whether it was one. */
  noteAscii(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    if (this.scratch.length < end - start) this.scratch = new Uint8Array((end - start) * 2);
    let to = 0;
    let mask = 0;
    for (let i = start; i < end; i++) {
      const c = bytes[i]!;
      if (c > 127) return false;
      if (c === 32 || (c >= 9 && c <= 13)) mask |= SPACES;
      else if (c >= 65 && c <= 90) {
        mask |= CASE;
        this.scratch[to++] = c | 32;
      } else this.scratch[to++] = c;
    }
    if (mask !== 0) this.keep(code, this.scratch, to, mask);
    return true;
  }

  private keep(code: number, loose: Uint8Array, length: number, mask: number): void {
    if (this.codes.length >= MOST_ODD_KEYS) this.given = true;
    if (this.given) return;
    this.codes.push(code);
    this.looseOf.push(this.loose.intern(loose, 0, length));
    this.masks.push(mask);
  }

  /**
   * How many people there are more than there would be without the differences. `find` gives the code of a stored key, -1
   * when there is none; `personOf` the person of a code, -1 for nobody; `show` the key of a code that may be shown.
   */
  nearMisses(
    find: (stored: Uint8Array) => number,
    personOf: (code: number) => number,
    show: (code: number) => string | null,
  ): NearMiss[] {
    if (this.given) return [];
    const found = new Map<number, NearPeople>();
    const { first, next } = this.chains();
    for (let loose = 0; loose < first.length; loose++) {
      const plain = find(this.loose.bytesOf(loose));
      if (plain < 0 && next[first[loose]!]! < 0) continue;
      const people = new Map<number, number>();
      let mask = 0;
      if (plain >= 0 && personOf(plain) >= 0) people.set(personOf(plain), plain);
      for (let k = first[loose]!; k >= 0; k = next[k]!) {
        const code = this.codes.get(k);
        const person = personOf(code);
        if (person < 0) continue;
        mask |= this.masks.get(k);
        if (!people.has(person)) people.set(person, code);
      }
      if (people.size > 1) addTo(found, mask, [...people.values()], show);
    }
    return [...found]
      .map(([mask, { people, example }]) => ({
        differences: KEY_DIFFERENCES.filter((_, i) => (mask & (1 << i)) !== 0),
        people,
        example,
      }))
      .sort((a, b) => b.people - a.people);
  }

  /** For each loose form its first odd key, and for each odd key the next one with the same form; -1 at the end. */
  private chains(): { readonly first: Int32Array; readonly next: Int32Array } {
    const first = new Int32Array(this.loose.size).fill(-1);
    const next = new Int32Array(this.codes.length).fill(-1);
    for (let k = this.codes.length - 1; k >= 0; k--) {
      const loose = this.looseOf.get(k);
      next[k] = first[loose]!;
      first[loose] = k;
    }
    return { first, next };
  }
}

function addTo(
  found: Map<number, NearPeople>,
  mask: number,
  codes: readonly number[],
  show: (code: number) => string | null,
): void {
  const entry = found.get(mask) ?? { people: 0, example: null };
  found.set(mask, entry);
  entry.people += codes.length - 1;
  if (entry.example !== null) return;
  const [one, other] = codes.slice(0, 2).map(show);
  if (one && other) entry.example = [one, other];
}
