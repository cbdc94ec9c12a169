import { expect, it } from 'vitest';
import { countDiscoveries } from './comparison-discoveries.ts';

// Benjamini and Hochberg 1995, section 4.2: fifteen tests after myocardial infarction; their procedure finds four.
const published = [
  0.324, 0.0001, 0.0201, 0.0004, 0.0459, 0.4262, 0.0019, 0.0095, 0.0278, 0.0298, 0.0344, 0.5719, 0.6528, 0.759, 1,
];

it('finds what the published example finds, in any order', () => {
  expect(countDiscoveries(published, 0.05)).toBe(4);
  expect(countDiscoveries(published.toReversed(), 0.05)).toBe(4);
});

it('lets a later p-value take along earlier ones that would not pass alone', () => {
  expect(countDiscoveries([0.03, 0.04], 0.05)).toBe(2);
  expect(countDiscoveries([0.03, 0.06], 0.05)).toBe(0);
});

it('finds nothing in nothing, and one alone at the rate itself', () => {
  expect(countDiscoveries([], 0.05)).toBe(0);
  expect(countDiscoveries([0.05], 0.05)).toBe(1);
  expect(countDiscoveries([0.0501], 0.05)).toBe(0);
});
