import { expect, test } from 'vitest';
import { namePattern } from './name-pattern.ts';

test.each([
  ['donate', 'donate', true],
  ['donate', 'Donate', false],
  ['donate', 'donated', false],
  ['page/*', 'page/', true],
  ['page/*', 'page', false],
  ['*.html', '/a/b.html', true],
  ['*', '', true],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['a*b*c', 'a-b-c', true],
  ['a*b*c', 'acb', false],
  ['*ab*ab*', 'xabx', false],
  ['**', 'anything', true],
  ['5\\* hotel', '5* hotel', true],
  ['5\\* hotel', '55 hotel', false],
  ['\\**', '*x', true],
  ['C:\\dir', 'C:\\dir', true],
  ['a.c', 'abc', false],
  ['', '', true],
  ['', 'a', false],
])('the pattern %s on %s: %s', (pattern, name, fits) => {
  expect(namePattern(pattern)(name)).toBe(fits);
});

test('many stars on a long name take no long time', () => {
  const slow = namePattern(`${'*a'.repeat(50)}b`);
  expect(slow('a'.repeat(100_000))).toBe(false);
});
