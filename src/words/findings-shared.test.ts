import { expect, it } from 'vitest';
import { findingAsText, sayLinkOf } from './findings-shared.ts';

const finding = {
  sentence: '31\u00a0% of the 511\u00a0people at \u2068Motivation\u2069 went on.',
  population: 'everybody who entered, within 30\u00a0days',
  certainty: '95\u00a0% interval.',
};

it('a finding is pasted with its people, its data and its address, in plain spaces', () => {
  const made = '\u2068נהר\u2069, made 24\u00a0Nov 2026 from data none, by Handrail.';
  expect(findingAsText(finding, made, 'https://here.example/#/journey/a')).toBe(
    `31 % of the 511 people at Motivation went on.
Everybody who entered, within 30 days. 95 % interval.
נהר, made 24 Nov 2026 from data none, by Handrail.
https://here.example/#/journey/a
`,
  );
});

it('a link says what it shows', () => {
  const periods = { kind: 'periods', with: { from: '2026-01-01', to: '2026-01-31' } } as const;
  expect(sayLinkOf({ screen: 'journey', change: { compare: periods } })).toBe('Compare the rates of the two periods');
  expect(sayLinkOf({ screen: 'journey', change: { interval: 'week' } })).toBe('See it week by week');
  expect(sayLinkOf({ screen: 'journey', change: { breakdown: { property: 'channel', attribution: 'first' } } })).toBe(
    'Compare the groups',
  );
  expect(sayLinkOf({ screen: 'journey', change: {} })).toBe('Look at this step');
  expect(new Set((['tools', 'data', 'summary'] as const).map((screen) => sayLinkOf({ screen, change: {} }))).size).toBe(
    3,
  );
});
