import { expect, it } from 'vitest';
import { findingAsText, sayLinkOf } from './findings-shared.ts';

const finding = {
  sentence: '31\u00a0% of the 511\u00a0people at \u2068Motivation\u2069 went on.',
  population: 'everybody who entered, within 30\u00a0days',
  certainty: '95\u00a0% interval.',
};
const profile = { sources: [] };

it('a finding is pasted with its people, its data and its address, in plain spaces', () => {
  expect(
    findingAsText(finding, { name: ' River Trust ', stages: {} }, profile, 'https://here.example/#/journey/a'),
  ).toBe(
    `31 % of the 511 people at Motivation went on.
Everybody who entered, within 30 days. 95 % interval.
River Trust, data none, by Handrail.
https://here.example/#/journey/a
`,
  );
  expect(findingAsText(finding, { stages: {} }, profile, 'x')).toContain('\ndata none, by Handrail.\n');
});

it('a link says what it shows', () => {
  const periods = { kind: 'periods', with: { from: '2026-01-01', to: '2026-01-31' } } as const;
  expect(sayLinkOf({ screen: 'journey', change: { compare: periods } })).toBe('Compare the two periods');
  expect(sayLinkOf({ screen: 'journey', change: { interval: 'week' } })).toBe('See it week by week');
  expect(sayLinkOf({ screen: 'journey', change: { breakdown: { property: 'channel', attribution: 'first' } } })).toBe(
    'Compare the groups',
  );
  expect(sayLinkOf({ screen: 'journey', change: {} })).toBe('Look at this step');
  expect(new Set((['tools', 'data', 'summary'] as const).map((screen) => sayLinkOf({ screen, change: {} }))).size).toBe(
    3,
  );
});
