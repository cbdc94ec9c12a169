import { DAY_US, type TimeZone } from '../journey/time-zone.ts';
import type { DayCount } from './answer.ts';
import type { Stays } from './evidence-stays.ts';
import { NumberList } from './quantiles.ts';

/**
 * A use's instant as it counts beside other instants. A date without a clock time (an exact local midnight) stands for
 * the end of its day, so that what happened on that day is not credited to a use that may have come after it.
 */
export function instantOfUse(us: number, clock: TimeZone): number {
  const localUs = clock.toLocalUs(us);
  return localUs % DAY_US === 0 ? clock.fromLocalUs(localUs + DAY_US).us - 1 : us;
}

/** The uses of one tool. Rows come by person and in order of time. */
export class ToolUses {
  uses = 0;
  people = 0;
  firstUs = Number.POSITIVE_INFINITY;
  lastUs = Number.NEGATIVE_INFINITY;
  /** Stays in which it was used before the person went on, and the instant of the first such use. */
  readonly users = new NumberList();
  readonly firstUses = new NumberList();
  /** Stays in which it came before the window closed, whether or not the person had gone on, and how long that took. */
  readonly answered = new NumberList();
  readonly waits = new NumberList();
  private readonly stays: Stays;
  private readonly byDay = new Map<number, number>();
  private person = -1;
  private stay = -1;
  private firstUseUs = Number.POSITIVE_INFINITY;
  private answerUs = Number.POSITIVE_INFINITY;

  constructor(stays: Stays) {
    this.stays = stays;
  }

  /** `stay`: the person's at the tool's transition, -1 for none. */
  add(person: number, stay: number, us: number, clock: TimeZone): void {
    this.uses++;
    if (us < this.firstUs) this.firstUs = us;
    if (us > this.lastUs) this.lastUs = us;
    const day = Math.floor(clock.toLocalUs(us) / DAY_US);
    this.byDay.set(day, (this.byDay.get(day) ?? 0) + 1);
    if (person !== this.person) {
      this.finish();
      this.people++;
      this.person = person;
      this.stay = stay;
    }
    if (stay >= 0) this.addAtStage(stay, us, clock);
  }

  private addAtStage(stay: number, us: number, clock: TimeZone): void {
    const { stays } = this;
    const enteredUs = stays.enteredUs[stay]!;
    if (stays.transition.fromStep === null) {
      if (us <= enteredUs) this.firstUseUs = Math.min(this.firstUseUs, us);
      return;
    }
    const usedUs = instantOfUse(us, clock);
    if (usedUs < enteredUs || usedUs > stays.closesUs[stay]!) return;
    this.answerUs = Math.min(this.answerUs, usedUs);
    if (usedUs < stays.convertedUs[stay]!) this.firstUseUs = Math.min(this.firstUseUs, usedUs);
  }

  /** To be called after the last use. */
  finish(): void {
    if (this.firstUseUs < Number.POSITIVE_INFINITY) {
      this.users.push(this.stay);
      this.firstUses.push(this.firstUseUs);
    }
    if (this.answerUs < Number.POSITIVE_INFINITY) {
      this.answered.push(this.stay);
      this.waits.push(this.answerUs - this.stays.enteredUs[this.stay]!);
    }
    this.firstUseUs = Number.POSITIVE_INFINITY;
    this.answerUs = Number.POSITIVE_INFINITY;
    this.person = -1;
  }

  days(): readonly DayCount[] {
    return inOrder(this.byDay);
  }
}

export function inOrder(byDay: ReadonlyMap<number, number>): readonly DayCount[] {
  return [...byDay].sort(([a], [b]) => a - b).map(([day, count]) => ({ day, count }));
}
