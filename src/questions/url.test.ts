import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeView, encodeView } from './url.ts';
import type { View } from './view.ts';

const attribution = fc.oneof(
  fc.constantFrom('first' as const, 'last' as const, 'all' as const),
  fc.record({ step: fc.integer({ min: 1, max: 9 }) }),
);
const property = fc.string({ minLength: 1, unit: 'grapheme' });
const moment = fc.constantFrom('2026-01-01', '2026-06-30T10:00:00Z', '2026-06-30T10:00:00.5+02:00');
const range = fc.option(fc.record({ from: moment, to: moment }, { requiredKeys: [] }));
const view = fc.record(
  {
    window: fc.constantFrom(null, '30d', '90m', '6w'),
    order: fc.constantFrom('ordered' as const, 'strict' as const, 'any' as const),
    asOf: moment,
    entered: range,
    during: range,
    breakdown: fc.option(fc.record({ property, attribution })),
    filters: fc.array(
      fc.record({ property, attribution, in: fc.array(fc.option(fc.string({ unit: 'grapheme' })), { minLength: 1 }) }),
      {
        minLength: 1,
      },
    ),
    exclusions: fc.array(
      fc.constantFrom(
        { event: 'refund, *', from: 'interest', to: 'action' } as const,
        { event: 'a&b', where: { status: 'öpen=1' }, from: 'awareness', to: 'relationship' } as const,
      ),
    ),
    counting: fc.constantFrom('recorded' as const, 'implied' as const),
    interval: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
    way: fc.constantFrom(
      { from: 'awareness', to: 'interest' } as const,
      { from: 'motivation', to: 'relationship' } as const,
    ),
    compare: fc.option(
      fc.oneof(
        fc.record({
          kind: fc.constant('periods' as const),
          with: fc.record({ from: moment, to: moment }, { requiredKeys: [] }),
        }),
        fc.record({ kind: fc.constant('groups' as const), a: fc.option(property), b: fc.option(property) }),
      ),
    ),
  },
  { requiredKeys: [] },
);

describe('a view in a link', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(view, (original) => {
        expect(decodeView(encodeView(original))).toEqual({ view: original, unread: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('is nothing when nothing differs from the plan', () => {
    expect(encodeView({})).toBe('');
    expect(decodeView('')).toEqual({ view: {}, unread: [] });
  });

  it('reads a link of version 1 for ever', () => {
    const link =
      'v=1&window=30d&order=any&asOf=2026-06-30&entered=2026-01-01..2026-06-30&by=channel%3Afirst&where=city%3Alast%3D%3AKoln%2C';
    const expected: View = {
      window: '30d',
      order: 'any',
      asOf: '2026-06-30',
      entered: { from: '2026-01-01', to: '2026-06-30' },
      breakdown: { property: 'channel', attribution: 'first' },
      filters: [{ property: 'city', attribution: 'last', in: ['Koln', null] }],
    };
    expect(decodeView(link)).toEqual({ view: expected, unread: [] });
  });

  it('names what it cannot read and keeps the rest', () => {
    expect(decodeView('v=9&window=soon&order=any&colour=red&by=%E0%A4%A')).toEqual({
      view: { order: 'any' },
      unread: ['v', 'window', 'colour', 'by'],
    });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void decodeView(text)));
  });
});
