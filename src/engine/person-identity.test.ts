import { describe, expect, it } from 'vitest';
import { columnsFromRows } from './columns-from-rows.ts';
import { murmurHash3, PersonIdentity } from './person-identity.ts';

const hash = (text: string): number => {
  const bytes = new TextEncoder().encode(text);
  return murmurHash3(bytes, 0, bytes.length);
};

describe('a hash of a name', () => {
  // As other implementations of MurmurHash3 give them with seed 0.
  it.each([
    ['', 0],
    ['test', 0xba6bd213],
    ['Hello, world!', 0xc0363e43],
    ['The quick brown fox jumps over the lazy dog', 0x2e4ff723],
  ])('is its MurmurHash3: %j', (text, expected) => {
    expect(hash(text)).toBe(expected);
  });
});

describe('a number for each person', () => {
  const row = (person: string, event: string, timeUs: number) => ({ person, event, timeUs });

  it('is told by their events', () => {
    const identity = new PersonIdentity(columnsFromRows([row('ada', 'gift', 5), row('ada', 'visité 🎁', -3)]));
    expect(identity.of(0)).toBe((hash('gift') * 5 + hash('visité 🎁') * 65_518) % 2 ** 32);
  });

  it('depends neither on their key nor on who else is there', () => {
    const events = (person: string) => [row(person, 'gift', 1_700_000_000_123_456), row(person, 'visit', 7)];
    const plain = new PersonIdentity(columnsFromRows([...events('ada'), row('bob', 'visit', 8)]));
    const hashed = new PersonIdentity(columnsFromRows([row('9f', 'visit', 8), ...events('c4')]));
    expect([hashed.of(1), hashed.of(0)]).toEqual([plain.of(0), plain.of(1)]);
    expect(plain.of(0)).not.toBe(plain.of(1));
  });
});
