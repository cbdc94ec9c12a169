import type { Plan } from '../../src/journey/plan.ts';
import { timeZone } from '../../src/journey/time-zone.ts';
import { Random } from '../random.ts';
import { RIVER_INVENTORY } from './inventory.ts';
import type { River } from './simulate.ts';
import { RIVER_TRUST } from './world.ts';

const zone = timeZone(RIVER_TRUST.timeZone);
const utc = timeZone('UTC');

/** The plan that reads the trust's files. */
export const RIVER_PLAN: Plan = {
  handrail: 1,
  name: 'River Trust',
  sources: [
    {
      files: 'site-events.csv.gz',
      shape: 'events',
      person: 'supporter',
      time: 'time',
      event: 'event',
      properties: { channel: 'channel', page: 'page' },
      timeZone: RIVER_TRUST.timeZone,
    },
    {
      files: 'newsletter.csv',
      shape: 'list',
      person: 'Email Address',
      event: 'newsletter sign-up',
      time: 'OPTIN_TIME',
      properties: { channel: 'Source' },
      timeZone: 'UTC',
    },
    {
      files: 'petition.csv',
      shape: 'list',
      person: 'E-Mail',
      event: 'petition signed',
      time: 'Datum',
      properties: { town: 'Ort' },
      delimiter: ';',
      encoding: 'windows-1252',
      dateOrder: 'day-first',
    },
    {
      files: 'donations.csv',
      shape: 'list',
      person: 'Customer Email',
      event: 'donation',
      time: 'Created date (UTC)',
      value: 'Amount',
      timeZone: 'UTC',
      exclude: [{ property: 'Status', in: ['Failed', 'Refunded'] }],
    },
  ],
  stages: {
    awareness: {
      enter: [
        { event: 'page viewed', occurrence: 'first' },
        { event: 'talk attended', occurrence: 'first' },
      ],
    },
    interest: { enter: ['newsletter sign-up', 'article read'] },
    motivation: { enter: ['petition signed'] },
    action: { enter: [{ event: 'donation', occurrence: 'first' }] },
    relationship: { enter: [{ event: 'donation', occurrence: 'later' }, 'membership started'] },
  },
  order: 'ordered',
  window: '30d',
  timeZone: RIVER_TRUST.timeZone,
  weekStart: 'monday',
  template: 'nonprofit-giving',
  tools: RIVER_INVENTORY,
  targets: {
    'awareness>interest': 0.3,
    'interest>motivation': 0.38,
    'motivation>action': 0.5,
    'action>relationship': 0.4,
  },
  actionValue: { mean: 38, currency: 'EUR' },
};

/** The files by name, as their systems would export them: each with its own header, dates, and its few broken rows. */
export function riverFiles(river: River): ReadonlyMap<string, string | Uint8Array> {
  const random = new Random(RIVER_TRUST.seed + 1);
  return new Map<string, string | Uint8Array>([
    ['site-events.csv', siteEvents(river, random)],
    ['newsletter.csv', newsletter(river, random)],
    ['petition.csv', latin1(petition(river, random))],
    ['donations.csv', donations(river)],
  ]);
}

function siteEvents(river: River, random: Random): string {
  const rows = river.visits.map(({ email, us, name, channel, page }) => {
    const supporter = random.chance(0.0006) ? '' : email;
    return `${supporter},${clock(us, zone)},${name},${channel},${page}`;
  });
  return file(['supporter,time,event,channel,page', ...rows]);
}

function newsletter(river: River, random: Random): string {
  const rows = river.subscribers.map(({ email, us, channel }) => {
    const optIn = random.chance(0.004) ? '' : clock(us, utc);
    // People type their address as they like: capitals and a space behind it are the same person.
    const typed = random.chance(0.06) ? `${email.charAt(0).toUpperCase()}${email.slice(1)} ` : email;
    return `"${typed}",${optIn},${channel},"2"`;
  });
  return file(['"Email Address",OPTIN_TIME,Source,MEMBER_RATING', ...rows]);
}

function petition(river: River, random: Random): string {
  const rows = river.signatures.map(({ email, us, town }) => {
    const [year, month, day] = clock(us, zone).slice(0, 10).split('-');
    const date = random.chance(0.005) ? '31.02.2026' : `${day}.${month}.${year}`;
    return `${email};${date};${town}`;
  });
  return file(['E-Mail;Datum;Ort', ...rows]);
}

function donations(river: River): string {
  const rows = river.payments.map(({ email, us, amountCents, status }, index) => {
    const id = `pay_${(index + 1).toString(36).padStart(6, '0')}`;
    return `${id},${clock(us, utc)},${(amountCents / 100).toFixed(2)},eur,${status},${email}`;
  });
  return file(['id,Created date (UTC),Amount,Currency,Status,Customer Email', ...rows]);
}

function clock(us: number, place: { toLocalUs(us: number): number }): string {
  return new Date(place.toLocalUs(us) / 1000).toISOString().slice(0, 19).replace('T', ' ');
}

function file(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

/** Every character of the petition is in the first 256 of Unicode, where Windows-1252 agrees but for 0x80 to 0x9f. */
function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
