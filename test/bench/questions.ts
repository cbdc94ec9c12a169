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

/** A `windowFunnel` that somebody would write by hand. */
export interface ByHand {
  readonly mode: '' | 'strict_increase' | 'strict_order';
  readonly steps: readonly string[];
  readonly from: string;
  /** Whether it counts the same. No mode asks for neighbours with re-entry, any order or exclusions: the nearest stands by. */
  readonly same: boolean;
}

export interface BenchQuestion {
  readonly name: string;
  readonly query: FunnelQuery;
  readonly byHand: ByHand;
  /** The condition on the first step's rows, where DuckDB can be asked by its own funnel. */
  readonly duckDb: string | null;
}

const plain: ByHand = { mode: '', steps: STEPS.map((step) => `event = '${step}'`), from: 'bench', same: true };
const startingWith = (first: string): readonly string[] => [first, ...plain.steps.slice(1)];
const [visit, ...others] = base.steps;
const starts = (change: object): FunnelQuery['steps'] => [
  { id: visit?.id ?? '', matches: [{ ...named('visit'), ...change }] },
  ...others,
];

export const QUESTIONS: readonly BenchQuestion[] = [
  { name: 'ordered', query: base, byHand: plain, duckDb: '' },
  {
    name: 'strictly later',
    query: { ...base, ties: 'later' },
    byHand: { ...plain, mode: 'strict_increase' },
    duckDb: null,
  },
  {
    name: 'by first channel',
    query: { ...base, breakdown: { property: 'channel', attribution: { kind: 'first' } } },
    byHand: plain,
    duckDb: '',
  },
  {
    name: 'visits by search',
    query: { ...base, steps: starts({ where: [{ property: 'channel', value: 'search' }] }) },
    byHand: { ...plain, steps: startingWith(`event = 'visit' AND channel = 'search'`) },
    duckDb: ` AND (event <> 'visit' OR channel = 'search')`,
  },
  {
    name: 'first visit',
    query: { ...base, steps: starts({ occurrence: 'first' }) },
    byHand: {
      ...plain,
      steps: startingWith(`event = 'visit' AND at = first`),
      from: `(SELECT *, minIf(at, event = 'visit') OVER (PARTITION BY person) AS first FROM bench)`,
    },
    duckDb: null,
  },
  {
    name: 'neighbours',
    query: { ...base, order: 'strict' },
    byHand: { ...plain, mode: 'strict_order', same: false },
    duckDb: null,
  },
  { name: 'any order', query: { ...base, order: 'any' }, byHand: { ...plain, same: false }, duckDb: null },
  {
    name: 'exclusion',
    query: { ...base, exclusions: [{ match: named('other'), fromStep: 0, toStep: 4 }] },
    byHand: { ...plain, same: false },
    duckDb: null,
  },
];
