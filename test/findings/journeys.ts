import Papa from 'papaparse';
import { Random } from '../../mocks/random.ts';
import { RIVER_PLAN, riverFiles } from '../../mocks/river-trust/files.ts';
import { simulateRiver } from '../../mocks/river-trust/simulate.ts';
import { RIVER_TRUST } from '../../mocks/river-trust/world.ts';
import type { Plan } from '../../src/journey/plan.ts';
import { type Days, type RawEvent, type RawJourney, rawJourney } from './raw-journey.ts';

/** A journey as files for the product, and as rows for counting by hand. */
export interface Told {
  readonly plan: Plan;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly raw: RawJourney;
  /** `commonest`: rejected for the reason that most of them have. */
  readonly rows: { readonly read: number; readonly rejected: number; readonly commonest: number };
  /** As the rule for periods gives them, worked out on a calendar. */
  readonly now: Days;
  readonly before: Days;
  /** The first day on which every list has rows. */
  readonly commonStart: number;
  /** The day on which the tool of the first gap was last used, where somebody came to its step the day after. */
  readonly lastUseOfFirstGap: number;
  /** Properties of events that tell people apart at first contact. */
  readonly properties: readonly string[];
}

const DAY_MS = 86_400_000;
export const dayOf = (text: string): number => Math.round(Date.parse(text.slice(0, 10)) / DAY_MS);
const clock = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

interface Shape {
  readonly seed: number;
  /** Of people in the week, from 0. */
  readonly perDay: (week: number) => number;
  /** The rate of a transition, by week of entering and campaign. */
  readonly rate: (transition: number, week: number, campaign: string) => number;
  /** How many more times somebody enters, a week apart. */
  readonly returns: number;
}

const PAGES = ['landing', 'cart', 'checkout', 'purchase'];
const START_MS = Date.UTC(2026, 0, 5);
const WEEKS = 12;

/** An event log of a small shop over twelve weeks, in the likeness of page visits with campaigns; some times are broken. */
function shop({ seed, perDay, rate, returns }: Shape): Told {
  const random = new Random(seed);
  const rows: string[][] = [];
  const endMs = START_MS + WEEKS * 7 * DAY_MS;
  for (let day = 0; day < WEEKS * 7; day++) {
    const week = Math.floor(day / 7);
    for (let n = 0; n < perDay(week); n++) {
      const person = `u${day}-${n}`;
      const campaign = random.pick(['letter', 'advert', 'blog', '']);
      for (let visit = 0; visit <= returns; visit++) {
        let ms = START_MS + (day + visit * 7) * DAY_MS + random.below(DAY_MS - 1000);
        for (let step = 0; step < PAGES.length && ms < endMs; step++) {
          const time = random.chance(0.01) ? 'never' : clock(ms);
          rows.push([PAGES[step] ?? '', time, person, campaign]);
          if (!random.chance(rate(step, week, campaign))) break;
          ms += random.between(0.05, 2) * DAY_MS;
        }
      }
    }
  }
  const read = rows.filter(([, time]) => time !== 'never');
  const events = read.map(([page = '', time = '', person = '', campaign = '']): RawEvent => {
    const ms = Date.parse(`${time.replace(' ', 'T')}Z`);
    return { person, stage: PAGES.indexOf(page), time: ms, day: dayOf(time), properties: { campaign } };
  });
  const last = events.reduce((latest, { time }) => Math.max(latest, time), 0);
  return {
    plan: {
      handrail: 1,
      name: 'Small Shop',
      timeZone: 'UTC',
      window: '7d',
      sources: [
        {
          files: 'visits.csv',
          shape: 'events',
          person: 'user',
          time: 'at',
          event: 'page',
          properties: { campaign: 'campaign' },
        },
      ],
      stages: {
        awareness: { label: 'Landing', enter: ['landing'] },
        interest: { label: 'Cart', enter: ['cart'] },
        motivation: { label: 'Checkout', enter: ['checkout'] },
        action: { label: 'Purchase', enter: ['purchase'] },
      },
    },
    files: { 'visits.csv': `page,at,user,campaign\n${rows.map((row) => row.join(',')).join('\n')}\n` },
    raw: rawJourney(['awareness', 'interest', 'motivation', 'action'], events, 7 * DAY_MS, last),
    rows: { read: rows.length, rejected: rows.length - read.length, commonest: rows.length - read.length },
    now: [dayOf('2026-02-16'), dayOf('2026-03-29')],
    before: [dayOf('2026-01-05'), dayOf('2026-02-15')],
    commonStart: dayOf('2026-01-05'),
    lastUseOfFirstGap: Number.NaN,
    properties: ['campaign'],
  };
}

const often = (transition: number, campaign: string): number =>
  [0.55, 0.5, 0.4][transition] === undefined
    ? 0
    : ([0.55, 0.5, 0.4][transition] ?? 0) * (campaign === 'advert' ? 0.6 : 1);

/** The rate from Cart to Checkout falls by a half in the seventh week. */
export const fallingShop = (): Told =>
  shop({
    seed: 11,
    perDay: () => 40,
    rate: (transition, week, campaign) => often(transition, campaign) * (transition === 1 && week >= 6 ? 0.5 : 1),
    returns: 0,
  });

/** Nothing changes but how many come: in the later half a third more. */
export const growingShop = (): Told =>
  shop({
    seed: 12,
    perDay: (week) => (week < 6 ? 30 : 45),
    rate: (transition) => [0.5, 0.5, 0.45][transition] ?? 0,
    returns: 0,
  });

/** Whoever comes enters again every week. */
export const returningShop = (): Told =>
  shop({
    seed: 13,
    perDay: () => 12,
    rate: (transition) => [0.3, 0.4, 0.4][transition] ?? 0,
    returns: 6,
  });

/** Leads and deals as two lists with dates alone, joined by an id; most deals were never leads, and the leads end early. */
export function twoLists(): Told {
  const random = new Random(21);
  const [first, leadsEnd, end] = [dayOf('2025-01-06'), dayOf('2025-08-31'), dayOf('2025-12-28')];
  const iso = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
  const leads: string[] = [];
  const deals: string[] = [];
  const events: RawEvent[] = [];
  for (let day = first; day <= leadsEnd; day++) {
    for (let n = 0; n < 9; n++) {
      const person = `lead${day}x${n}`;
      const origin = random.pick(['search', 'social']);
      leads.push(`${person},${iso(day)},${origin}`);
      events.push({ person, stage: 0, time: day, day, properties: { origin } });
      if (!random.chance(origin === 'search' ? 0.24 : 0.1)) continue;
      const won = day + random.below(25);
      deals.push(`${person},${iso(won)}`);
      events.push({ person, stage: 1, time: won, day: won, properties: {} });
    }
  }
  for (let day = first; day <= end; day++) {
    for (let n = 0; n < (day < dayOf('2025-05-05') ? 1 : 4); n++) {
      const person = `other${day}x${n}`;
      deals.push(`${person},${iso(day)}`);
      events.push({ person, stage: 1, time: day, day, properties: {} });
    }
  }
  return {
    plan: {
      handrail: 1,
      name: 'Two lists',
      timeZone: 'Europe/Berlin',
      window: '30d',
      asOf: '2025-12-28',
      sources: [
        {
          files: 'leads.csv',
          shape: 'list',
          person: 'id',
          event: 'lead',
          time: 'date',
          properties: { origin: 'origin' },
        },
        { files: 'deals.csv', shape: 'list', person: 'id', event: 'deal', time: 'won' },
      ],
      stages: { awareness: { label: 'Lead', enter: ['lead'] }, action: { label: 'Won', enter: ['deal'] } },
    },
    files: {
      'leads.csv': `id,date,origin\n${leads.join('\n')}\n`,
      'deals.csv': `id,won\n${deals.join('\n')}\n`,
    },
    raw: rawJourney(['awareness', 'action'], events, 30, end),
    rows: { read: leads.length + deals.length, rejected: 0, commonest: 0 },
    now: [dayOf('2025-05-05'), dayOf('2025-08-31')],
    before: [dayOf('2025-01-06'), dayOf('2025-05-04')],
    commonStart: first,
    lastUseOfFirstGap: Number.NaN,
    properties: ['origin'],
  };
}

const BERLIN = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** The sample, read from its files once more. */
export function riverTrust(): Told {
  const files = Object.fromEntries(riverFiles(simulateRiver()));
  const table = (name: string, delimiter = ','): readonly Record<string, string>[] => {
    const content = files[name] ?? '';
    const text = typeof content === 'string' ? content : new TextDecoder('windows-1252').decode(content);
    return Papa.parse<Record<string, string>>(text, { header: true, delimiter, skipEmptyLines: true }).data;
  };
  const rows: { event: string; person: string; clock: string; day: number; properties: Record<string, string> }[] = [];
  let read = 0;
  const rejected = { nobody: 0, noTime: 0, badTime: 0 };
  const add = (event: string, who: string | undefined, at: string, day: number, properties: Record<string, string>) => {
    read++;
    const person = (who ?? '').trim().toLowerCase();
    if (person === '') rejected.nobody++;
    else if (at === '') rejected.noTime++;
    else if (Number.isNaN(day)) rejected.badTime++;
    else rows.push({ event, person, clock: at, day, properties });
  };
  const utc = (text: string): number =>
    text === '' ? Number.NaN : dayOf(BERLIN.format(Date.parse(`${text.replace(' ', 'T')}Z`)));
  for (const { supporter, time = '', event = '', channel = '', page = '' } of table('site-events.csv')) {
    add(event, supporter, time, dayOf(time), { channel, page });
  }
  for (const { 'Email Address': who, OPTIN_TIME: time = '', Source: channel = '' } of table('newsletter.csv')) {
    add('newsletter sign-up', who, time, utc(time), { channel });
  }
  for (const { 'E-Mail': who, Datum: date = '' } of table('petition.csv', ';')) {
    const [day, month, year] = date.split('.');
    const given = Date.parse(`${year}-${month}-${day}`);
    const same = new Date(given).getUTCDate() === Number(day);
    add('petition signed', who, date, same ? Math.round(given / DAY_MS) : Number.NaN, {});
  }
  for (const { 'Customer Email': who, 'Created date (UTC)': time = '', Status: status } of table('donations.csv')) {
    if (status === 'Paid') add('donation', who, time, utc(time), {});
    else read++;
  }
  const seen = new Set<string>();
  const byClock = [...rows].sort((a, b) => (a.clock < b.clock ? -1 : a.clock > b.clock ? 1 : 0));
  const stageOf = (event: string, person: string): number => {
    const first = !seen.has(`${event} ${person}`);
    seen.add(`${event} ${person}`);
    if (event === 'page viewed' || event === 'talk attended') return first ? 0 : -1;
    if (event === 'donation') return first ? 3 : 4;
    return { 'newsletter sign-up': 1, 'article read': 1, 'petition signed': 2, 'membership started': 4 }[event] ?? -1;
  };
  const events = byClock
    .map(({ event, person, day, properties }) => ({
      person,
      stage: stageOf(event, person),
      time: day,
      day,
      properties,
    }))
    .filter(({ stage }) => stage >= 0);
  return {
    plan: {
      ...RIVER_PLAN,
      sources: RIVER_PLAN.sources.map((source) =>
        source.files === 'site-events.csv.gz' ? { ...source, files: 'site-events.csv' } : source,
      ),
    },
    files,
    raw: rawJourney(
      ['awareness', 'interest', 'motivation', 'action', 'relationship'],
      events,
      30,
      dayOf(RIVER_TRUST.to),
    ),
    rows: {
      read,
      rejected: rejected.nobody + rejected.noTime + rejected.badTime,
      commonest: Math.max(...Object.values(rejected)),
    },
    now: [dayOf('2026-01-05'), dayOf('2026-06-28')],
    before: [dayOf('2025-07-14'), dayOf('2026-01-04')],
    commonStart: Math.max(
      ...[['page viewed', 'article read'], ['newsletter sign-up'], ['petition signed'], ['donation']].map((names) =>
        rows.filter(({ event }) => names.includes(event)).reduce((first, { day }) => Math.min(first, day), 1e9),
      ),
    ),
    lastUseOfFirstGap: Math.max(...rows.flatMap(({ event, day }) => (event === 'pledge page opened' ? [day] : []))),
    properties: ['channel', 'page'],
  };
}
