import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('equal data gives equal text, whatever the order of its keys', () => {
  expect(canonicalJson({ b: 1, a: { d: null, c: [2, { f: 1, e: 2 }] } })).toBe(
    canonicalJson({ a: { c: [2, { e: 2, f: 1 }], d: null }, b: 1 }),
  );
});

test('the order of a list is part of the data', () => {
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});
