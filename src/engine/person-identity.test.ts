import { describe, expect, it } from 'vitest';
import { columnsFromRows } from './columns-from-rows.ts';
import { murmurHash3, PersonIdentity } from './person-identity.ts';

const hash = (text: string): number => {
  const bytes = new TextEncoder().encode(text);
  return murmurHash3(bytes, 0, bytes.length);
};

describe('a number for each person', () => {
  // As other implementations of MurmurHash3 give them with seed 0.
  it.each([
    ['', 0],
    ['test', 0xba6bd213],
    ['Hello, world!', 0xc0363e43],
    ['The quick brown fox jumps over the lazy dog', 0x2e4ff723],
  ])('is the MurmurHash3 of the key: %j', (text, expected) => {
    expect(hash(text)).toBe(expected);
  });

  it('does not depend on who else is there', () => {
    const row = (person: string) => ({ person, event: 'a', timeUs: 0 });
    const identity = new PersonIdentity(columnsFromRows([row('ada'), row('bob'), row('çelik')]));
    const other = new PersonIdentity(columnsFromRows([row('çelik'), row('ada')]));
    expect([identity.of(0), identity.of(2)]).toEqual([other.of(1), other.of(0)]);
    expect(identity.of(2)).toBe(hash('çelik'));
    expect(identity.of(1)).not.toBe(identity.of(0));
  });
});
