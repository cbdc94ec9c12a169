import { expect, it } from 'vitest';
import { parsePlan } from './plan-file.ts';

const SOURCE = { files: 'log.csv', shape: 'events', person: 'who', time: 'when', event: 'what' };
const parse = (notes: unknown) =>
  parsePlan(
    JSON.stringify({ handrail: 1, sources: [SOURCE], stages: { awareness: { enter: ['visit'] } }, notes }),
    'plan.json',
  );

it('a plan keeps what happened on which day', () => {
  const notes = [{ date: '2026-03-09', text: 'new site went live' }];
  expect(parse(notes)).toMatchObject({ plan: { notes }, warnings: [] });
});

it('a note without a day is refused with its place', () => {
  expect(() => parse([{ date: 'in spring', text: 'x' }])).toThrow();
  try {
    parse([{ date: 'in spring', text: 'x' }]);
  } catch (error) {
    expect(JSON.stringify((error as { details?: unknown }).details)).toContain('notes');
  }
});
