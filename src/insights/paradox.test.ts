import { describe, expect, it } from 'vitest';
import { columnsFromRows, type EventRow } from '../engine/columns-from-rows.ts';
import type { FunnelQuery } from '../engine/query.ts';
import { runToEnd } from '../engine/run.ts';
import { compareRates } from './comparison.ts';
import { findParadoxes } from './paradox.ts';

/** Kidney stones (Charig and others 1986): one treatment is better for small and for large stones, and worse in all. */
const CASES = [
  { treatment: 'open', size: 'small', people: 87, healed: 81 },
  { treatment: 'open', size: 'large', people: 263, healed: 192 },
  { treatment: 'closed', size: 'small', people: 270, healed: 234 },
  { treatment: 'closed', size: 'large', people: 80, healed: 55 },
] as const;

function rows(times: number): EventRow[] {
  return CASES.flatMap(({ treatment, size, people, healed }) =>
    Array.from({ length: people * times }, (_, k) => {
      const person = `${treatment} ${size} ${k}`;
      const properties = { treatment, size };
      const start: EventRow = { person, event: 'treated', timeUs: k, properties };
      return k < healed * times ? [start, { ...start, event: 'healed', timeUs: k + 1 }] : [start];
    }).flat(),
  );
}

const step = (id: string) => ({ id, matches: [{ event: id, where: [], occurrence: 'any' as const }] });
const question = (treatment: string): FunnelQuery => ({
  kind: 'funnel',
  steps: [step('treated'), step('healed')],
  order: 'ordered',
  windowUs: null,
  ties: 'helpful',
  entered: null,
  during: null,
  exclusions: [],
  filters: [{ property: 'treatment', attribution: { kind: 'step', step: 0 }, in: [treatment] }],
  calendarDays: false,
  timeZone: 'UTC',
  asOfUs: null,
  breakdown: { property: 'size', attribution: { kind: 'step', step: 0 } },
});

function found(times: number) {
  const columns = columnsFromRows(rows(times));
  const [first, second] = ['open', 'closed'].map((treatment) => runToEnd(columns, question(treatment)));
  if (!first || !second) throw new Error('two answers');
  const sum = ({ transitions }: typeof first) => ({
    reached: transitions[0]?.maturedReached ?? 0,
    converted: transitions[0]?.maturedConverted ?? 0,
  });
  const pooled = compareRates([{ first: sum(first), second: sum(second) }]);
  return findParadoxes(pooled, [{ property: 'size', first, second }]);
}

describe('Simpson’s paradox', () => {
  it('is found where every large group points the other way', () => {
    expect(found(4)).toEqual([{ property: 'size', transition: 0, verdict: 'lower' }]);
  });

  it('is not claimed where the pooled difference may be chance', () => {
    expect(found(1)).toEqual([]);
  });
});
