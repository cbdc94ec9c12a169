import { parseDay, timeZone } from '../../src/journey/time-zone.ts';
import { Random } from '../random.ts';
import { CHANNELS, type Channel, type HelpfulTool, RIVER_TRUST, SEASON, STEPS, TOOLS } from './world.ts';

/** What happened, in the four places where the trust writes things down. Times are microseconds since 1970 UTC. */
export interface River {
  readonly visits: readonly SiteEvent[];
  readonly subscribers: readonly { readonly email: string; readonly us: number; readonly channel: string }[];
  readonly signatures: readonly { readonly email: string; readonly us: number; readonly town: string }[];
  readonly payments: readonly Payment[];
}

export interface SiteEvent {
  readonly email: string;
  readonly us: number;
  readonly name: string;
  readonly channel: string;
  readonly page: string;
}

export interface Payment {
  readonly email: string;
  readonly us: number;
  readonly amountCents: number;
  readonly status: 'Paid' | 'Failed' | 'Refunded';
}

const HOUR_US = 3_600_000_000;
const DAY_US = 24 * HOUR_US;
const FIRST = [
  'anna',
  'ben',
  'clara',
  'david',
  'elif',
  'farid',
  'greta',
  'hans',
  'ines',
  'jonas',
  'karin',
  'leo',
  'maria',
  'nils',
  'olga',
  'paul',
  'rosa',
  'sami',
  'tanja',
  'uwe',
  'vera',
  'yusuf',
];
const LAST = [
  'albrecht',
  'bauer',
  'conrad',
  'demir',
  'ebert',
  'fischer',
  'graf',
  'huber',
  'ilic',
  'jansen',
  'kaya',
  'lang',
  'meyer',
  'novak',
  'otto',
  'peters',
  'roth',
  'schulz',
  'thoma',
  'ulrich',
  'vogel',
  'weber',
];
const DOMAINS = ['mail.example', 'post.example', 'web.example', 'river.example'];
const TOWNS = ['Lindau', 'Passau', 'Regensburg', 'Ulm', 'Weimar', 'Jena', 'Köln', 'Görlitz'];
const PAGES = ['/', '/rivers', '/rivers/map', '/water-quality', '/walks', '/about', '/news'];
const ARTICLES = ['/news/salmon-return', '/news/dam-removed', '/water-quality/how-we-measure', '/news/otters'];

/** The whole year, the same every time. */
export function simulateRiver(): River {
  return new Simulation().run();
}

class Simulation {
  readonly #random = new Random(RIVER_TRUST.seed);
  /** Of its own, so that a further tool changes nobody's journey. */
  readonly #tools = new Random(RIVER_TRUST.seed + 2);
  readonly #zone = timeZone(RIVER_TRUST.timeZone);
  readonly #startUs = this.#midnight(RIVER_TRUST.from);
  readonly #endUs = this.#midnight(RIVER_TRUST.to) + DAY_US;
  readonly #quietUs = this.#midnight(RIVER_TRUST.pledgePageQuietFrom);
  readonly #arrivals = this.#arrivalDays();
  readonly #visits: SiteEvent[] = [];
  readonly #subscribers: { email: string; us: number; channel: string }[] = [];
  readonly #signatures: { email: string; us: number; town: string }[] = [];
  readonly #payments: Payment[] = [];

  run(): River {
    for (let index = 0; index < RIVER_TRUST.people; index += 1) this.#person(index);
    const byTime = (a: { us: number }, b: { us: number }): number => a.us - b.us;
    return {
      visits: this.#visits.sort(byTime),
      subscribers: this.#subscribers.sort(byTime),
      signatures: this.#signatures.sort(byTime),
      payments: this.#payments.sort(byTime),
    };
  }

  #person(index: number): void {
    const random = this.#random;
    const channel = random.weighted(CHANNELS);
    const email = `${random.pick(FIRST)}.${random.pick(LAST)}${index}@${random.pick(DOMAINS)}`;
    const firstUs = this.#dayTime(random.weighted(this.#arrivals).us);

    // Some people give at a stand, without a word to the website before.
    if (random.chance(0.008)) {
      this.#pay(email, firstUs, 'Paid');
      return;
    }
    this.#visit(
      email,
      firstUs,
      channel.id === 'river walk' ? 'talk attended' : 'page viewed',
      channel,
      random.pick(PAGES),
    );
    const interested = random.chance(channel.interest);
    this.#browse(email, firstUs, channel, interested);
    const interestUs = interested ? this.#after(firstUs, STEPS.daysToInterest) : null;
    this.#helped(TOOLS.diary, email, firstUs, interestUs, channel);
    this.#helped(TOOLS.signUpForm, email, firstUs, interestUs, channel);
    if (interestUs !== null) this.#interest(email, interestUs, channel);
  }

  #interest(email: string, us: number, channel: Channel): void {
    const random = this.#random;
    this.#visit(email, us - 0.2 * HOUR_US, 'article read', channel, random.pick(ARTICLES));
    if (us < this.#endUs) this.#subscribers.push({ email, us, channel: channel.id });
    for (let letter = us + 7 * DAY_US; letter < this.#endUs && random.chance(0.93); letter += 14 * DAY_US) {
      if (random.chance(0.45))
        this.#visit(email, letter + random.exponential(0.4 * DAY_US), 'newsletter opened', channel, '');
    }
    if (random.chance(0.05)) this.#question(email, us + random.exponential(2 * DAY_US), channel);
    const motivationUs = random.chance(STEPS.motivation * channel.depth)
      ? this.#after(us, STEPS.daysToMotivation)
      : null;
    this.#helped(TOOLS.impactPage, email, us, motivationUs, channel);
    this.#helped(TOOLS.annualReport, email, us, motivationUs, channel);
    if (motivationUs !== null) this.#motivation(email, motivationUs, channel);
  }

  #motivation(email: string, us: number, channel: Channel): void {
    const random = this.#random;
    if (us < this.#endUs) this.#signatures.push({ email, us, town: random.pick(TOWNS) });
    const opened = random.chance(STEPS.pledgePageReach);
    const openedUs = us + random.exponential(0.5 * DAY_US);
    const usesPledgePage = opened && openedUs < this.#quietUs;
    if (usesPledgePage) {
      for (let use = openedUs; use < this.#quietUs; use += random.exponential(2 * DAY_US)) {
        this.#visit(email, use, 'pledge page opened', channel, '/pledge');
        if (random.chance(0.6)) break;
      }
    }
    const share = usesPledgePage ? STEPS.actionWithPledgePage : STEPS.actionWithout;
    if (random.chance(Math.min(0.95, share * channel.depth))) {
      this.#action(email, this.#after(usesPledgePage ? openedUs : us, STEPS.daysToAction), channel);
    } else if (random.chance(0.12)) {
      this.#pay(email, this.#after(us, STEPS.daysToAction), 'Failed');
    }
  }

  #action(email: string, us: number, channel: Channel): void {
    const random = this.#random;
    this.#pay(email, us, random.chance(0.03) ? 'Refunded' : 'Paid');
    this.#visit(email, us + 0.05 * HOUR_US, 'receipt sent', channel, '');
    const stays = random.chance(Math.min(0.95, STEPS.relationship * channel.depth));
    const nextUs = stays ? this.#after(us, STEPS.daysToRelationship) : null;
    this.#helped(TOOLS.membershipForm, email, us, nextUs, channel);
    if (nextUs === null) return;
    if (random.chance(0.5)) {
      this.#visit(email, nextUs, 'membership started', channel, '/members');
      for (let month = nextUs; month < this.#endUs && random.chance(0.9); month += 30 * DAY_US)
        this.#pay(email, month, 'Paid');
    } else {
      this.#pay(email, nextUs, 'Paid');
    }
  }

  /** Page views of the weeks after first contact; who is interested comes back for months. */
  #browse(email: string, firstUs: number, channel: Channel, interested: boolean): void {
    const random = this.#random;
    const views = random.geometric(interested ? 54 : 10.5);
    for (let view = 0; view < views; view += 1) {
      const us = this.#dayTime(firstUs + DAY_US / 2 + random.exponential((interested ? 45 : 10) * DAY_US));
      if (us > firstUs)
        this.#visit(email, us, random.chance(0.12) ? 'map opened' : 'page viewed', channel, random.pick(PAGES));
    }
  }

  /**
   * Who holds on to a tool after `us`, before going on at `nextUs` (`null`: never). What helps is seen in the data as more
   * use among those who go on.
   */
  #helped(tool: HelpfulTool, email: string, us: number, nextUs: number | null, channel: Channel): void {
    const random = this.#tools;
    const useUs = us + 0.01 * HOUR_US + random.exponential(tool.days * DAY_US);
    const uses = random.chance(nextUs === null ? tool.usedByOthers : tool.usedByThoseWhoGoOn);
    if (uses && (nextUs === null || useUs < nextUs)) this.#visit(email, useUs, tool.event, channel, tool.page);
  }

  #question(email: string, us: number, channel: Channel): void {
    this.#visit(email, us, 'question asked', channel, '/contact');
    if (this.#random.chance(0.8))
      this.#visit(email, us + this.#random.exponential(0.8 * DAY_US), 'question answered', channel, '');
  }

  #visit(email: string, us: number, name: string, channel: Channel, page: string): void {
    if (us < this.#endUs) this.#visits.push({ email, us: this.#whole(us), name, channel: channel.id, page });
  }

  #pay(email: string, us: number, status: Payment['status']): void {
    const amountCents = this.#random.pick([1000, 1500, 2500, 2500, 4000, 5000, 10_000]);
    if (us < this.#endUs) this.#payments.push({ email, us: this.#whole(us), amountCents, status });
  }

  #after(us: number, meanDays: number): number {
    return this.#whole(us + 0.02 * HOUR_US + this.#random.exponential(meanDays * DAY_US));
  }

  /** A time of day at which people are awake, on the local day of `us`. */
  #dayTime(us: number): number {
    const local = Math.floor(this.#zone.toLocalUs(us) / DAY_US) * DAY_US;
    return this.#whole(this.#zone.fromLocalUs(local + this.#random.between(7, 23) * HOUR_US).us);
  }

  #whole(us: number): number {
    return Math.floor(us / 1_000_000) * 1_000_000;
  }

  #midnight(day: string): number {
    const local = parseDay(day);
    if (local === null) throw new RangeError(`not a day: ${day}`);
    return this.#zone.fromLocalUs(local).us;
  }

  /** The days of the year with their share of arrivals: seasons, quieter weekends, a little growth. */
  #arrivalDays(): { us: number; weight: number }[] {
    const days: { us: number; weight: number }[] = [];
    for (let us = this.#startUs + DAY_US / 2; us < this.#endUs; us += DAY_US) {
      const local = new Date(this.#zone.toLocalUs(us) / 1000);
      const weekend = local.getUTCDay() === 0 || local.getUTCDay() === 6 ? 0.7 : 1;
      const growth = 1 + (0.25 * (us - this.#startUs)) / (this.#endUs - this.#startUs);
      days.push({ us, weight: (SEASON[local.getUTCMonth()] ?? 1) * weekend * growth });
    }
    return days;
  }
}
