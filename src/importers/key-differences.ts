import type { KeyDifference } from '../journey/plan.ts';
import type { NearMiss } from '../journey/quality-report.ts';
import { ByteDictionary } from './bytes/dictionary.ts';

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

interface OddKey {
  readonly code: number;
  /** Number of the loose form among those of the odd keys. */
  readonly loose: number;
  /** One bit per difference. */
  readonly mask: number;
}

/**
 * Keys that would be another key if upper case, blanks or what follows a plus made no difference. Only these are kept,
 * in their loose form, as the other keys are: addresses hashed.
 */
export class OddKeys {
  private odd: OddKey[] | null = [];
  private readonly loose = new ByteDictionary();

  /** `storedLoose`: the key as it would be stored without any of its differences. */
  note(code: number, storedLoose: string, differences: readonly KeyDifference[]): void {
    if (this.odd === null) return;
    if (this.odd.length >= MOST_ODD_KEYS) {
      this.odd = null;
      return;
    }
    const bytes = encoder.encode(storedLoose);
    const mask = differences.reduce((bits, each) => bits | (1 << KEY_DIFFERENCES.indexOf(each)), 0);
    this.odd.push({ code, loose: this.loose.intern(bytes, 0, bytes.length), mask });
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
    const groups = new Map<number, OddKey[]>();
    for (const key of this.odd ?? []) groups.set(key.loose, [...(groups.get(key.loose) ?? []), key]);
    const found = new Map<number, { people: number; example: readonly [string, string] | null }>();
    for (const [loose, keys] of groups) {
      const plain = find(this.loose.bytesOf(loose));
      const codes = [...(plain < 0 ? [] : [plain]), ...keys.map(({ code }) => code)];
      const people = new Map<number, number>();
      for (const code of codes) {
        const person = personOf(code);
        if (person >= 0 && !people.has(person)) people.set(person, code);
      }
      if (people.size < 2) continue;
      const mask = keys.reduce((bits, key) => (personOf(key.code) < 0 ? bits : bits | key.mask), 0);
      const entry = found.get(mask) ?? { people: 0, example: null };
      const [one, other] = [...people.values()].map(show);
      found.set(mask, {
        people: entry.people + people.size - 1,
        example: entry.example ?? (one && other ? [one, other] : null),
      });
    }
    return [...found]
      .map(([mask, { people, example }]) => ({
        differences: KEY_DIFFERENCES.filter((_, i) => (mask & (1 << i)) !== 0),
        people,
        example,
      }))
      .sort((a, b) => b.people - a.people);
  }
}
