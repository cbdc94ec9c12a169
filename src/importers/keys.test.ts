import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isContact, maskEmails, maskKey, PersonKeys } from './keys.ts';

const encoder = new TextEncoder();

describe('keys that look like contacts', () => {
  it.each([
    'ada@river.org',
    ' Ada.L+x@sub.river.org ',
    '+49 170 1234567',
    '0170/1234567',
    '(555) 123-4567',
    '555-123-4567',
    '0049 170 1234567',
  ])('%s does', (key) => {
    expect(isContact(key)).toBe(true);
  });
  it.each([
    '10006',
    'case-10011',
    '2c43fb513632d29b3b58df74816f1b06',
    '550e8400-e29b-41d4-a716-446655440000',
    '2026-01-24',
    '20260124',
    '1234567890123',
    '@handle',
    'a@b',
    '1.5',
    '12-34',
  ])('%s does not', (key) => {
    expect(isContact(key)).toBe(false);
  });

  it('stand in a column of phone numbers, even as digits alone', () => {
    expect(isContact('1701234567', true)).toBe(true);
    expect(isContact('1701234567')).toBe(false);
    expect(isContact('n/a', true)).toBe(false);
    expect(maskKey('1701234567', true)).toBe('17••');
  });

  it('may be wrapped, or hold signs that nobody sees', () => {
    for (const key of ['Ada L <ada@river.org>', 'mailto:ada@river.org', 'ada@river.org\u200b', '\u00a0ada@river.org'])
      expect(maskKey(key)).toBe('a••@river.org');
    expect(isContact('+49\u00a0170\u00a01234567')).toBe(true);
  });

  it('are masked', () => {
    expect(maskKey('mila@river.org')).toBe('m••@river.org');
    expect(maskKey('+49 170 1234567')).toBe('+4••');
    expect(maskKey('10006')).toBe('10006');
    expect(maskEmails('1,"Mila <mila@river.org>",b@c.de;x')).toBe('1,"Mila <m••@river.org>",b••@c.de;x');
  });
});

describe('PersonKeys', () => {
  const code = (keys: PersonKeys, key: string): number => {
    const bytes = encoder.encode(key);
    return keys.codeOf(bytes, 0, bytes.length);
  };
  const find = (keys: PersonKeys, key: string): number => {
    const bytes = encoder.encode(key);
    return keys.find(bytes, 0, bytes.length);
  };

  it('gives spellings of one address one code, and finds without adding', () => {
    const keys = new PersonKeys(encoder.encode('salt'), false, 1);
    const ada = code(keys, 'Ada@River.org');
    expect(code(keys, ' ada@river.org')).toBe(ada);
    expect(find(keys, 'ADA@river.org')).toBe(ada);
    expect(find(keys, 'bob@river.org')).toBe(-1);
    expect(code(keys, 'Ada Lovelace <ada@river.org>')).toBe(ada);
    expect(code(keys, 'mailto:Ada@River.org')).toBe(ada);
    expect(code(keys, 'ada@river.org\u200b')).toBe(ada);
    expect(code(keys, 'Ada')).not.toBe(code(keys, 'ada'));
    expect(new TextDecoder().decode(keys.bytesOf(ada))).toMatch(/^[0-9a-f]{32}$/);
  });

  it('another salt gives other hashes', () => {
    const stored = (salt: string): string => {
      const keys = new PersonKeys(encoder.encode(salt), false, 1);
      return new TextDecoder().decode(keys.bytesOf(code(keys, 'ada@river.org')));
    };
    expect(stored('a')).not.toBe(stored('b'));
  });

  it('hashes plain addresses as all others: the first 16 bytes of SHA-256(salt, key)', () => {
    const long = `${'a'.repeat(90)}@river.org`;
    for (const salt of ['', 'salt', 's'.repeat(64), 's'.repeat(200)]) {
      for (const key of ['Ada@River.org', 'a.b+c_d-1@x-y.co.uk', long, 'ada@fjörd.no', 'o’neil@x.org']) {
        const keys = new PersonKeys(encoder.encode(salt), false, 1);
        const wanted = createHash('sha256')
          .update(salt + key.toLowerCase())
          .digest('hex')
          .slice(0, 32);
        expect(new TextDecoder().decode(keys.bytesOf(code(keys, key)))).toBe(wanted);
      }
    }
    const keys = new PersonKeys(encoder.encode('salt'), false, 1);
    for (const key of ['@x.org', 'a@x', 'a@.org', 'a@x.', 'a@b@c.de']) {
      expect(new TextDecoder().decode(keys.bytesOf(code(keys, key)))).toBe(key);
    }
  });

  it('joins keys over any number of steps', () => {
    const keys = new PersonKeys(new Uint8Array(0), false, 1);
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((key) => code(keys, key)) as [number, number, number, number];
    keys.join(c, d);
    keys.join(b, c);
    keys.join(d, b);
    expect([a, b, c, d].map((one) => keys.rootOf(one))).toEqual([a, b, b, b]);
    keys.join(d, a);
    expect([a, b, c, d].map((one) => keys.rootOf(one))).toEqual([a, a, a, a]);
    expect(code(keys, 'd')).toBe(find(keys, 'd'));
    expect(keys.rootOf(code(keys, 'd'))).toBe(a);
  });
});
