import { expect, test } from 'vitest';
import { sayForgotten } from './forgetting.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('says what left, and from where', () => {
  const found = [
    { journey: 'Shop', events: 12, rejects: 1, otherKeys: 0 },
    { journey: 'Trust', events: 0, rejects: 0, otherKeys: 0 },
  ];
  expect(plain(sayForgotten(found, true))).toBe(
    '12 events and 1 rejected row left “Shop”. From now on every file is read without their rows.',
  );
});

test('says so when nothing was there', () => {
  expect(plain(sayForgotten([{ journey: 'Shop', events: 0, rejects: 0, otherKeys: 0 }], false))).toBe(
    'Nothing of this person was found in “Shop”. From now on files added to “Shop” are read without their rows.',
  );
});

test('says when they were known by other keys', () => {
  const found = [{ journey: 'Shop', events: 1, rejects: 0, otherKeys: 2 }];
  expect(plain(sayForgotten(found, true))).toContain(
    'They were known by 2 other keys as well, forgotten with this one.',
  );
});
