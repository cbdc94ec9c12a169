import { expect, test } from 'vitest';
import type { PartMatch } from '../../journey/quality-report.ts';
import { tellingMatches } from './telling-matches.ts';

const match = (file: string, other: string, people: number, found: number): PartMatch => ({
  file,
  other,
  people,
  found,
});

test('each pair is told once, by its smaller file', () => {
  expect(tellingMatches([match('a', 'b', 100, 10), match('b', 'a', 20, 10)])).toEqual([match('b', 'a', 20, 10)]);
  expect(tellingMatches([match('a', 'b', 9, 9), match('b', 'a', 9, 9)])).toHaveLength(1);
  expect(tellingMatches([match('a', 'b', 9, 9), match('a', 'b', 9, 9)])).toHaveLength(1);
});

test('of many pairs six are told, first of all the file that joins with nothing', () => {
  const files = ['a', 'b', 'c', 'd', 'lost'];
  const matches = files.flatMap((file, i) =>
    files
      .filter((other) => other !== file)
      .map((other) => match(file, other, 10 - i, [file, other].includes('lost') ? 0 : 10 - Math.max(i, 3))),
  );
  const told = tellingMatches(matches);
  expect(told).toHaveLength(6);
  expect([told[0]?.file, told[0]?.other]).toContain('lost');
  expect(told[0]?.found).toBe(0);
});
