/**
 * The River Trust, an invented nonprofit: what is true in its world. Tests compare what the product finds with this;
 * the product itself never sees it.
 */
export const RIVER_TRUST = {
  seed: 20_260_630,
  people: 18_000,
  /** First and last day of the data, both whole days in `timeZone`. */
  from: '2025-07-01',
  to: '2026-06-30',
  timeZone: 'Europe/Berlin',
  /** From this day on the pledge page is broken: nobody opens it any more. */
  pledgePageQuietFrom: '2026-03-09',
} as const;

export interface Channel {
  readonly id: string;
  readonly weight: number;
  /** Share of its people who become interested, and a factor on everything after that. */
  readonly interest: number;
  readonly depth: number;
}

export const CHANNELS: readonly Channel[] = [
  { id: 'social', weight: 0.34, interest: 0.24, depth: 0.9 },
  { id: 'search', weight: 0.22, interest: 0.34, depth: 1.05 },
  { id: 'advert', weight: 0.2, interest: 0.14, depth: 0.7 },
  { id: 'friend', weight: 0.14, interest: 0.41, depth: 1.15 },
  { id: 'river walk', weight: 0.1, interest: 0.47, depth: 1.25 },
];

/** How many people arrive in each month, January first: walks in early summer, giving before the turn of the year. */
export const SEASON: readonly number[] = [0.9, 0.85, 1, 1.1, 1.25, 1.3, 1, 0.8, 0.95, 1, 1.15, 1.35];

/** Shares that go on, before the channel's factor, and mean delays in days. */
export const STEPS = {
  motivation: 0.34,
  actionWithPledgePage: 0.66,
  actionWithout: 0.3,
  pledgePageReach: 0.46,
  relationship: 0.36,
  daysToInterest: 3,
  daysToMotivation: 5,
  daysToAction: 4,
  daysToRelationship: 5,
} as const;

/** A tool that some of the people at a stage use, and more of those who then go on. */
export interface HelpfulTool {
  readonly event: string;
  readonly page: string;
  readonly usedByThoseWhoGoOn: number;
  readonly usedByOthers: number;
  /** Mean time from the stage to the use. */
  readonly days: number;
}

export const TOOLS = {
  diary: { event: 'diary read', page: '/diary', usedByThoseWhoGoOn: 0.46, usedByOthers: 0.07, days: 0.3 },
  signUpForm: { event: 'sign-up form opened', page: '/letter', usedByThoseWhoGoOn: 0.7, usedByOthers: 0.12, days: 0.4 },
  impactPage: { event: 'impact page opened', page: '/impact', usedByThoseWhoGoOn: 0.44, usedByOthers: 0.22, days: 0.6 },
  annualReport: {
    event: 'annual report opened',
    page: '/report',
    usedByThoseWhoGoOn: 0.03,
    usedByOthers: 0.02,
    days: 1,
  },
  membershipForm: {
    event: 'membership form opened',
    page: '/join',
    usedByThoseWhoGoOn: 0.6,
    usedByOthers: 0.2,
    days: 0.8,
  },
} as const satisfies Readonly<Record<string, HelpfulTool>>;
