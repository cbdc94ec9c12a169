import type { TimeZone } from '../journey/time-zone.ts';
import type { MatchedPairs } from './answer.ts';
import type { EventColumns } from './columns.ts';
import { dayOf, hashOf, Shows } from './evidence-shows.ts';
import type { Stays } from './evidence-stays.ts';

/** Users paired, and people put in order for that, between two yields; some milliseconds. */
const TURN = 8192;

/**
 * Risk-set matching (DESIGN §4) for the tools of one transition. Users are taken by the day since they entered the stage.
 * Each gets a partner who, as long after entering as the user's first use, has the window open and has neither used the
 * tool nor gone on; who entered in the same calendar month; and who had an event on that same day since entering, up to
 * that time (entering counts for day 0). Nothing that happened later to either is looked at, and nobody is taken twice.
 *
 * Of those people it is the one whose last event lies nearest before that time. An event is when a person shows up, as a
 * use is, so that partners are drawn in proportion to how often people show up, as users are, and have not left unseen.
 * Ties and the order within a day are decided by a hash of person and day.
 */
export class PairMatcher {
  private readonly columns: Pick<EventColumns, 'personStart' | 'timeUs'>;
  private readonly stays: Stays;
  private readonly clock: TimeZone;
  private readonly taken: Uint8Array;
  private known: Shows | null = null;

  constructor(columns: Pick<EventColumns, 'personStart' | 'timeUs'>, stays: Stays, clock: TimeZone) {
    this.columns = columns;
    this.stays = stays;
    this.clock = clock;
    this.taken = new Uint8Array(stays.count);
  }

  /** `users`: stays with a use, and the instants of their first uses; only mature ones since `liveFromUs` are paired. */
  *match(users: Float64Array, firstUses: Float64Array, liveFromUs: number): Generator<void, MatchedPairs> {
    const { enteredUs, convertedUs, mature } = this.stays;
    if (!users.some((stay) => mature[stay] === 1 && enteredUs[stay]! >= liveFromUs)) {
      return { pairs: 0, usersConverted: 0, othersConverted: 0 };
    }
    const shows = yield* this.shows();
    users.forEach((stay, u) => {
      shows.limitUs[stay] = Math.min(shows.limitUs[stay]!, firstUses[u]! - enteredUs[stay]!);
    });
    const took: number[] = [];
    const free = (stay: number): boolean => this.taken[stay] === 0 && enteredUs[stay]! >= liveFromUs;
    let [pairs, usersConverted, othersConverted] = [0, 0, 0];
    let [work, key] = [users.length, Number.NaN];
    for (const user of this.inOrder(shows, users, firstUses, liveFromUs)) {
      if (work >= TURN) {
        work = 0;
        yield;
      }
      work++;
      if (user.key !== key) {
        key = user.key;
        work += shows.goTo(key);
      }
      if (this.taken[user.stay] === 1) continue;
      const other = shows.latest(user.afterUs, free);
      if (other < 0) continue;
      for (const stay of [user.stay, other]) {
        this.taken[stay] = 1;
        shows.limitUs[stay] = Number.NEGATIVE_INFINITY;
        took.push(stay);
      }
      pairs++;
      if (convertedUs[user.stay]! < Number.POSITIVE_INFINITY) usersConverted++;
      if (convertedUs[other]! < Number.POSITIVE_INFINITY) othersConverted++;
    }
    for (const stay of took) {
      this.taken[stay] = 0;
      shows.resetLimit(stay);
    }
    for (const stay of users) shows.resetLimit(stay);
    return { pairs, usersConverted, othersConverted };
  }

  private *shows(): Generator<void, Shows> {
    if (this.known !== null) return this.known;
    const shows = new Shows(this.columns, this.stays, this.clock);
    yield;
    yield* shows.fill();
    this.known = shows;
    return shows;
  }

  /** By day since entering, month, and a hash of person and day. */
  private inOrder(shows: Shows, users: Float64Array, firstUses: Float64Array, liveFromUs: number): readonly User[] {
    const { enteredUs, mature } = this.stays;
    const found: User[] = [];
    users.forEach((stay, u) => {
      if (mature[stay] !== 1 || enteredUs[stay]! < liveFromUs) return;
      const afterUs = firstUses[u]! - enteredUs[stay]!;
      const key = shows.keyOf(stay, afterUs);
      const day = dayOf(key);
      found.push({ stay, afterUs, key, day, hash: hashOf(this.stays.identityOf(stay), day) });
    });
    return found.sort((a, b) => a.day - b.day || a.key - b.key || a.hash - b.hash || a.stay - b.stay);
  }
}

interface User {
  readonly stay: number;
  /** From entering the stage to the first use. */
  readonly afterUs: number;
  readonly key: number;
  readonly day: number;
  readonly hash: number;
}
