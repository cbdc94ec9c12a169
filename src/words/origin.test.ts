import { expect, it } from 'vitest';
import { sayMade } from './origin.ts';

const madeUs = Date.UTC(2026, 10, 24, 23, 30) * 1000;
const quality = { rowsRead: 0, rowsAccepted: 0, rowsRejected: 0, rowsExcluded: 0, parts: [], matches: [] };
const profile = { sources: [], quality };
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

it('a figure says whose it is, when it was made in the zone of its days, and from which data', () => {
  const made = (name: string, zone: string) => plain(sayMade({ name, stages: {} }, profile, madeUs, zone));
  expect(made(' River Trust ', 'UTC')).toBe('River Trust, made 24 Nov 2026 from data none, by Handrail.');
  expect(made('', 'Europe/Berlin')).toBe('Made 25 Nov 2026 from data none, by Handrail.');
});
