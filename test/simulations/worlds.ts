import { Random } from '../../mocks/random.ts';
import type { EventColumns } from '../../src/engine/columns.ts';
import { columnsFromRows, type EventRow } from '../../src/engine/columns-from-rows.ts';
import type { EventMatch, EvidenceQuery } from '../../src/engine/query.ts';

export const HOUR_US = 3_600_000_000;
export const DAY_US = 24 * HOUR_US;
export const START_US = Date.UTC(2025, 0, 6) * 1000;
const named = (event: string): EventMatch => ({ event, where: [], occurrence: 'any' });

/** The question about one tool of the way from `ready` to `act`, with a window of thirty days. */
export const TOOL_QUESTION: EvidenceQuery = {
  kind: 'evidence',
  steps: ['ready', 'act'].map((id) => ({ id, matches: [named(id)] })),
  order: 'ordered',
  windowUs: 30 * DAY_US,
  ties: 'helpful',
  entered: null,
  during: null,
  exclusions: [],
  filters: [],
  calendarDays: false,
  timeZone: 'UTC',
  asOfUs: START_US + 120 * DAY_US,
  transitions: [{ fromStep: 0, toStep: 1 }],
  tools: [{ id: 'tool', matches: [named('used')], transition: 0, side: 'buyer', liveFromUs: START_US }],
};

export interface World {
  readonly columns: EventColumns;
  /** Conversion of users and of the others when every use counts, also those after acting. */
  readonly naive: { readonly users: number; readonly others: number };
}

/**
 * A tool that does nothing, among 1,500 people of unlike keenness. The keen show up more often, on each visit they use
 * it with the same chance as anyone, and act sooner; most leave without a word, after which nothing happens any more.
 * Who has acted looks in more often, and opens it then.
 */
export function keenWorld(seed: number): World {
  const random = new Random(seed);
  const rows: EventRow[] = [];
  const counts = { users: 0, usersActed: 0, others: 0, othersActed: 0 };
  for (let index = 0; index < 1500; index++) {
    const person = `p${index}`;
    const keenness = 0.15 + random.exponential(0.6);
    const readyUs = START_US + random.between(0, 80) * DAY_US;
    const leavesUs = readyUs + random.exponential(9) * DAY_US;
    const actsUs = readyUs + random.exponential(22 / keenness) * DAY_US;
    const acts = actsUs < leavesUs;
    const endUs = acts ? actsUs + 20 * DAY_US : leavesUs;
    let used = false;
    rows.push({ person, event: 'ready', timeUs: Math.floor(readyUs) });
    for (let us = readyUs; ; ) {
      const acted = acts && us >= actsUs;
      us += random.exponential(acted ? 2 : 1 / keenness) * DAY_US;
      if (us >= endUs) break;
      const use = random.chance(acts && us > actsUs ? 0.5 : 0.25);
      used ||= use;
      rows.push({ person, event: use ? 'used' : 'visited', timeUs: Math.floor(us) });
    }
    if (acts) rows.push({ person, event: 'act', timeUs: Math.floor(actsUs) });
    if (used) counts.users++;
    else counts.others++;
    if (used && acts) counts.usersActed++;
    if (!used && acts) counts.othersActed++;
  }
  return {
    columns: columnsFromRows(rows),
    naive: { users: counts.usersActed / counts.users, others: counts.othersActed / counts.others },
  };
}

/** A tool that lifts conversion from 30 % to 45 %: 500 people use it within 0.3 days, 500 do not. */
export function liftingWorld(seed: number): EventColumns {
  const random = new Random(seed);
  const rows: EventRow[] = [];
  for (let index = 0; index < 1000; index++) {
    const person = `p${index}`;
    const uses = index % 2 === 0;
    const readyUs = Math.floor(START_US + random.between(0, 80) * DAY_US);
    const usedUs = uses ? Math.floor(readyUs + random.between(0, 0.3) * DAY_US) : readyUs;
    rows.push({ person, event: 'ready', timeUs: readyUs });
    if (uses) rows.push({ person, event: 'used', timeUs: usedUs });
    if (!random.chance(uses ? 0.45 : 0.3)) continue;
    rows.push({ person, event: 'act', timeUs: Math.floor(usedUs + random.exponential(8) * DAY_US) });
  }
  return columnsFromRows(rows);
}
