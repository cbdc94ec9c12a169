import type { Durations, FunnelAnswer, FunnelStep, FunnelTransition } from '../../engine/answer.ts';
import type { FunnelQuery } from '../../engine/query.ts';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { STAGE_IDS, type StageId } from '../../journey/stages.ts';
import type { SummaryViewProps } from './SummaryView.tsx';

/** Made-up journeys for the tests and the gallery: the ordinary one, and those that break a layout. */
export const EXAMPLES: Readonly<Record<string, () => Omit<SummaryViewProps, 'onView'>>> = {
  'river-trust': () => example({}),
  'five-people': () =>
    example({ counts: { awareness: 5, interest: 4, motivation: 2, action: 1, relationship: 0 }, open: 0.2 }),
  'ten-million': () =>
    example({
      counts: { awareness: 10_000_000, interest: 9_214_881, motivation: 4_020_112, action: 31_007, relationship: 412 },
      name: 'National Savings Campaign',
    }),
  nobody: () => example({ counts: { awareness: 0, interest: 0, motivation: 0, action: 0, relationship: 0 } }),
  unmeasured: () =>
    example({ counts: { awareness: 8000, action: 842, relationship: 91 }, name: 'Sellers', calendar: false }),
  'ends-unmeasured': () => example({ counts: { interest: 12_940, motivation: 4118, action: 1706 }, name: '' }),
  'one-stage': () => example({ counts: { motivation: 1434 } }),
  everybody: () =>
    example({ counts: { awareness: 640, interest: 640, motivation: 640, action: 640, relationship: 640 }, open: 0 }),
  'long-labels': () =>
    example({
      labels: {
        awareness: 'Heard of the floodplain restoration fund',
        interest: 'Subscribed to the monthly river newsletter',
        motivation: 'Unterschriftensammlungsbeteiligungsseiten',
        action: 'Gave for the first time, whatever the sum',
        relationship: 'Gave again, or brought somebody else in.',
      },
      name: 'Friends of the Upper Danube Floodplain and its Tributaries, registered association',
    }),
  'right-to-left': () =>
    example({
      labels: {
        awareness: 'מודעות',
        interest: 'התעניינות',
        motivation: 'דחף לפעולה',
        action: 'תרומה ראשונה',
        relationship: 'קשר מתמשך',
      },
      name: 'קרן הנהר',
    }),
  'any-order': () => example({ order: 'any' }),
  'no-window': () => example({ windowDays: null, open: 0 }),
};

interface Wish {
  readonly counts?: Readonly<Partial<Record<StageId, number>>>;
  readonly labels?: Readonly<Partial<Record<StageId, string>>>;
  readonly name?: string;
  /** Share of those not gone on who still have time. */
  readonly open?: number;
  readonly order?: FunnelQuery['order'];
  readonly windowDays?: number | null;
  readonly calendar?: boolean;
}

const DAY_US = 86_400e6;
const RIVER = { awareness: 18_204, interest: 5210, motivation: 1705, action: 611, relationship: 204 } as const;
const AS_OF_US = Date.UTC(2026, 5, 30, 22) * 1000 - 1;

export function example(wish: Wish): Omit<SummaryViewProps, 'onView'> {
  const counts = wish.counts ?? RIVER;
  const measured = STAGE_IDS.filter((id) => counts[id] !== undefined);
  const windowDays = wish.windowDays === undefined ? 30 : wish.windowDays;
  const name = wish.name ?? 'River Trust';
  const plan: Plan = {
    handrail: 1,
    ...(name ? { name } : {}),
    sources: [],
    stages: Object.fromEntries(
      STAGE_IDS.map((id) => [
        id,
        {
          ...(wish.labels?.[id] ? { label: wish.labels[id] } : {}),
          ...(counts[id] === undefined ? {} : { enter: [id] }),
        },
      ]),
    ),
    window: windowDays === null ? null : `${windowDays}d`,
    timeZone: 'Europe/Berlin',
    ...(wish.order ? { order: wish.order } : {}),
  };
  const question: FunnelQuery = {
    kind: 'funnel',
    steps: measured.map((id) => ({ id, matches: [{ event: id, where: [], occurrence: 'any' }] })),
    order: wish.order ?? 'ordered',
    windowUs: windowDays === null ? null : windowDays * DAY_US,
    ties: 'helpful',
    entered: { fromUs: Date.UTC(2025, 11, 31, 23) * 1000, toUs: AS_OF_US },
    during: null,
    exclusions: [],
    filters: [],
    calendarDays: wish.calendar ?? true,
    timeZone: 'Europe/Berlin',
    asOfUs: AS_OF_US,
    breakdown: null,
  };
  const status = { pending: false, error: null, tookMs: 12 };
  return {
    plan,
    profile: profileOf(counts),
    answer: answerOf(measured, counts, wish.open ?? 0.12),
    question,
    view: {},
    status,
  };
}

function answerOf(
  measured: readonly StageId[],
  counts: Readonly<Partial<Record<StageId, number>>>,
  open: number,
): FunnelAnswer {
  const reached = measured.map((id) => counts[id] ?? 0);
  const steps = measured.map((id, k): FunnelStep => {
    const blindSpot = id === 'motivation' ? Math.round((reached[k] ?? 0) * 0.084) : 0;
    return { id, reached: reached[k] ?? 0, implied: (reached[k] ?? 0) + blindSpot, blindSpot };
  });
  const transitions = measured.slice(1).map((to, k): FunnelTransition => {
    const from = reached[k] ?? 0;
    const converted = reached[k + 1] ?? 0;
    const inProgress = Math.round((from - converted) * open);
    const maturedConverted = Math.round(converted * 0.92);
    return {
      from: measured[k] ?? '',
      to,
      reached: from,
      converted,
      dropped: from - converted - inProgress,
      inProgress,
      maturedReached: from - converted - inProgress + maturedConverted,
      maturedConverted,
      timeToConvert: durations(converted, (k + 1) * 2.976 * DAY_US),
      sinceFirstContact: durations(converted, (k + 1) * 4.2 * DAY_US),
    };
  });
  return { kind: 'funnel', steps, transitions, spoiled: 0, breakdown: null };
}

function durations(n: number, medianUs: number): Durations | null {
  if (n === 0) return null;
  return { n, meanUs: medianUs * 1.4, p25Us: medianUs * 0.3, medianUs, p75Us: medianUs * 2.2, p90Us: medianUs * 3.4 };
}

function profileOf(counts: Readonly<Partial<Record<StageId, number>>>): DatasetProfile {
  const people = Math.max(0, ...Object.values(counts));
  const rows = people * 22 + 978;
  const part = { rejects: [], cellProblems: [], people };
  return {
    eventCount: people * 22,
    personCount: people,
    firstUs: people === 0 ? null : Date.UTC(2025, 0, 3, 9) * 1000,
    lastUs: people === 0 ? null : AS_OF_US,
    nowUs: AS_OF_US,
    timeZone: 'Europe/Berlin',
    keys: 'hashed',
    sources: [],
    eventNames: [],
    properties: [],
    quality: {
      rowsRead: rows,
      rowsAccepted: rows - 978,
      rowsRejected: 318,
      rowsExcluded: 660,
      parts: [
        {
          ...part,
          file: 'petition.csv',
          sourceIndex: 0,
          rowsRead: 4118,
          rowsAccepted: 3140,
          rowsRejected: 318,
          rowsExcluded: 660,
          rejectedBy: { 'bad-time': 300, 'no-person': 18 },
          excludedBy: [{ reason: 'rule', detail: 'Status: Failed', rows: 660 }],
          notes: [
            { code: 'delimiter', delimiter: ';' },
            { code: 'date-order', order: 'day-first', both: 3058, only: 1060 },
            { code: 'dates-only', rows: 3140 },
          ],
        },
      ],
      matches: [
        { file: 'petition.csv', other: 'newsletter.csv', people: 3140, found: 2229 },
        { file: 'gifts.csv', other: 'newsletter.csv', people: 611, found: 502 },
      ],
    },
  };
}
