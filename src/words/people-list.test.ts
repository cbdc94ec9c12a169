import { expect, test } from 'vitest';
import { sayPeopleFound } from './people-list.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('says how many of the people asked for stand in the files', () => {
  expect(plain(sayPeopleFound(412, 500, true))).toBe(
    '412 of 500 people were found and saved; 88 do not stand in these files. Nothing of your files was kept here.',
  );
  expect(plain(sayPeopleFound(4, 4, true))).toContain('All 4 people were found.');
  expect(plain(sayPeopleFound(0, 4, true))).toContain('None of the 4 people stand in these files');
});

test('says when there is nobody', () => {
  expect(sayPeopleFound(0, 0, true)).toContain('Nobody is in this group');
});
