import { expect, test } from 'vitest';
import { sayAddition } from './addition.ts';

test('a longer file is said to take the place of the one it holds', () => {
  expect(sayAddition({ replaced: ['may.csv'], added: [], rowsHere: 0 }, 'Shop')).toBe(
    'This takes the place of “may.csv” in “Shop”, for it holds every row of it.',
  );
});

test('a file beside others says how many of its rows were there', () => {
  expect(sayAddition({ replaced: [], added: ['june.csv'], rowsHere: 1200 }, 'Shop').replaceAll('\u00a0', ' ')).toBe(
    '“june.csv” is added to “Shop”. 1,200 rows were there already and are left out.',
  );
});
