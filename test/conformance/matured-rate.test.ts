import { describe, expect, test } from 'vitest';
import { columnsFromRows, type EventRow } from '../../src/engine/columns-from-rows.ts';
import type { FunnelQuery } from '../../src/engine/query.ts';
import { runToEnd } from '../../src/engine/run.ts';

const DAY = 86_400_000_000;
const TRUE_RATE = 0.3;
const WINDOW_DAYS = 30;
/** The old list came in over a year; the campaign brings as many people in the last twenty days. */
const LAST_DAY = 400;
const PEOPLE = 1000;
const SIMULATIONS = 200;

/** Marsaglia's xorshift with 32 bits: a fixed seed gives a fixed simulation. */
function random(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

interface Figures {
  readonly raw: number;
  readonly matured: number;
  readonly maturedReached: number;
  readonly inProgress: number;
}

function simulate(seed: number): Figures {
  const next = random(seed);
  for (let i = 0; i < 20; i++) next();
  const rows: EventRow[] = [];
  const person = (key: string, startDay: number): void => {
    rows.push({ person: key, event: 'a', timeUs: Math.floor(startDay * DAY) });
    // Conversions take days up to the whole window; what lies after the last day is not in the data.
    const convertsAt = startDay + next() * WINDOW_DAYS;
    if (next() < TRUE_RATE && convertsAt <= LAST_DAY)
      rows.push({ person: key, event: 'b', timeUs: Math.floor(convertsAt * DAY) });
  };
  for (let i = 0; i < PEOPLE; i++) person(`old-${i}`, Math.floor(next() * 365));
  for (let i = 0; i < PEOPLE; i++) person(`new-${i}`, LAST_DAY - next() * 20);
  const query: FunnelQuery = {
    kind: 'funnel',
    steps: ['a', 'b'].map((event) => ({ id: event, matches: [{ event, where: [], occurrence: 'any' }] })),
    order: 'ordered',
    windowUs: WINDOW_DAYS * DAY,
    ties: 'helpful',
    entered: null,
    during: null,
    exclusions: [],
    filters: [],
    calendarDays: false,
    timeZone: 'UTC',
    asOfUs: LAST_DAY * DAY,
    breakdown: null,
  };
  const transition = runToEnd(columnsFromRows(rows), query).transitions[0];
  if (transition === undefined) throw new Error('a funnel of two steps has a transition');
  return {
    raw: transition.converted / transition.reached,
    matured: transition.maturedConverted / transition.maturedReached,
    maturedReached: transition.maturedReached,
    inProgress: transition.inProgress,
  };
}

describe('an old list and a late campaign of the same true rate', () => {
  const all = Array.from({ length: SIMULATIONS }, (_, seed) => simulate(seed + 1));
  const mean = (read: (one: Figures) => number): number => all.reduce((sum, one) => sum + read(one), 0) / all.length;
  const standardError = Math.sqrt((TRUE_RATE * (1 - TRUE_RATE)) / (PEOPLE * SIMULATIONS));

  test('the matured rate is the true one', () => {
    expect(Math.abs(mean(({ matured }) => matured) - TRUE_RATE)).toBeLessThan(3 * standardError);
  });

  test('its spread is that of the people it rests on', () => {
    const variance = mean(({ matured }) => (matured - TRUE_RATE) ** 2);
    const expected = (TRUE_RATE * (1 - TRUE_RATE)) / PEOPLE;
    expect(variance / expected).toBeGreaterThan(0.75);
    expect(variance / expected).toBeLessThan(1.3);
  });

  test('the raw rate punishes the campaign for being recent', () => {
    expect(mean(({ raw }) => raw)).toBeLessThan(TRUE_RATE - 0.08);
  });

  test('the recent are in progress, not lost', () => {
    for (const { maturedReached, inProgress } of all) {
      expect(maturedReached).toBe(PEOPLE);
      expect(inProgress).toBeGreaterThan(0.7 * PEOPLE);
    }
  });
});
