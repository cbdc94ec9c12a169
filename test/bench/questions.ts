import type { FunnelQuery } from '../../src/engine/query.ts';

const DAY_US = 86_400_000_000;
export const STEPS = ['visit', 'view', 'cart', 'checkout', 'order'] as const;
export const WINDOW_US = 30 * DAY_US;
const named = (event: string) => ({ event, where: [], occurrence: 'any' as const });

const base: FunnelQuery = {
  kind: 'funnel',
  steps: STEPS.map((step) => ({ id: step, matches: [named(step)] })),
  order: 'ordered',
  windowUs: WINDOW_US,
  ties: 'helpful',
  entered: null,
  during: null,
  exclusions: [],
  filters: [],
  calendarDays: false,
  timeZone: 'UTC',
  asOfUs: Date.UTC(2025, 5, 30) * 1000,
  breakdown: null,
};

export interface BenchQuestion {
  readonly name: string;
  readonly query: FunnelQuery;
  /** The mode of `windowFunnel` that counts the same; `null` when none does. */
  readonly byHand: '' | 'strict_increase' | null;
}

export const QUESTIONS: readonly BenchQuestion[] = [
  { name: 'ordered', query: base, byHand: '' },
  { name: 'strictly later', query: { ...base, ties: 'later' }, byHand: 'strict_increase' },
  {
    name: 'by first channel',
    query: { ...base, breakdown: { property: 'channel', attribution: { kind: 'first' } } },
    byHand: '',
  },
  { name: 'neighbours', query: { ...base, order: 'strict' }, byHand: null },
  { name: 'any order', query: { ...base, order: 'any' }, byHand: null },
  {
    name: 'exclusion',
    query: { ...base, exclusions: [{ match: named('other'), fromStep: 0, toStep: 4 }] },
    byHand: null,
  },
];
