import type { AttemptList } from './kept-attempts.ts';
import type { MatchedEvents } from './matched-events.ts';
import type { PropertyReader } from './property-reader.ts';

/**
 * The attempts of one person by the value on the event that starts them. Where each event fits one step at most and no two
 * are at the same time, the k-th attempt starts with the k-th event of the first step, and what comes after it is the same
 * whatever other first steps carry. One object serves all people, one after the other.
 */
export class StartGroups {
  /** The groups that the person's attempts start in. */
  readonly groups: number[] = [];
  /** The attempts of the group that was asked for last, as those of person 0. */
  readonly list: { start: Uint32Array; first: Uint32Array; atUs: Float64Array } = {
    start: new Uint32Array(2),
    first: new Uint32Array(64),
    atUs: new Float64Array(256),
  };
  /** By attempt of the person. */
  private groupAt = new Int32Array(64);

  /** Finds the groups of a person whose attempts are all in `attempts`. */
  divide(matched: MatchedEvents, attempts: AttemptList, person: number, reader: PropertyReader, groupOf: Int32Array) {
    const { start, steps, row } = matched;
    const count = attempts.start[person + 1]! - attempts.start[person]!;
    if (count > this.groupAt.length) this.groupAt = new Int32Array(count * 2);
    this.groups.length = 0;
    let attempt = 0;
    for (let i = start[person]!; i < start[person + 1]!; i++) {
      if (steps[i] !== 1) continue;
      const group = groupOf[reader.read(row[i]!, person)]!;
      this.groupAt[attempt++] = group;
      if (group >= 0 && !this.groups.includes(group)) this.groups.push(group);
    }
  }

  /** Lists the attempts of one of the groups of the person that was divided last. */
  of(attempts: AttemptList, person: number, group: number): AttemptList {
    const from = attempts.start[person]!;
    const to = attempts.start[person + 1]!;
    const { list } = this;
    const times = attempts.first[to]! - attempts.first[from]!;
    if (to - from >= list.first.length) list.first = new Uint32Array((to - from) * 2);
    if (times > list.atUs.length) list.atUs = new Float64Array(times * 2);
    let count = 0;
    let at = 0;
    for (let a = from; a < to; a++) {
      if (this.groupAt[a - from] !== group) continue;
      for (let k = attempts.first[a]!; k < attempts.first[a + 1]!; k++) list.atUs[at++] = attempts.atUs[k]!;
      list.first[++count] = at;
    }
    list.start[1] = count;
    return list;
  }
}
