import { MOST_STEPS } from './event-matcher.ts';

/**
 * Gives events to steps, each event to one step at most, by augmenting paths (Kuhn 1955). An event is a mask of the
 * steps that it fits. The same object serves again after `clear`.
 */
export class Assignment {
  /** Per step, the event that serves it, or -1. */
  private readonly eventOf = new Int32Array(MOST_STEPS).fill(-1);
  private readonly maskOf = new Int32Array(MOST_STEPS);
  private tried = 0;
  /** Steps that no further event can win: they are all served, by events that fit nothing else. */
  private tight = 0;
  size = 0;

  clear(): void {
    this.eventOf.fill(-1);
    this.tight = 0;
    this.size = 0;
  }

  /** Whether the event could be taken in, moving earlier events to other steps where that helps. */
  add(event: number, mask: number): boolean {
    if ((mask & ~this.tight) === 0) return false;
    this.tried = this.tight;
    if (this.place(event, mask)) {
      this.size++;
      return true;
    }
    this.tight = this.tried;
    return false;
  }

  private place(event: number, mask: number): boolean {
    for (let rest = mask & ~this.tried; rest !== 0; rest = rest & (rest - 1) & ~this.tried) {
      const step = 31 - Math.clz32(rest & -rest);
      this.tried |= 1 << step;
      const holder = this.eventOf[step]!;
      if (holder >= 0 && !this.place(holder, this.maskOf[step]!)) continue;
      this.eventOf[step] = event;
      this.maskOf[step] = mask;
      return true;
    }
    return false;
  }
}

/**
 * How many consecutive steps, from `fromStep` on and below `steps`, the events `start`..`end` can serve, each event one
 * step. Event `taken` (or -1) is not available.
 */
export class ConsecutiveSteps {
  private stepOf = new Int32Array(64);
  private visited = new Uint8Array(64);
  private masks: Int32Array = new Int32Array(0);
  private start = 0;
  private end = 0;
  private taken = -1;

  longest(masks: Int32Array, start: number, end: number, fromStep: number, steps: number, taken: number): number {
    const size = end - start;
    if (this.stepOf.length < size) {
      this.stepOf = new Int32Array(size * 2);
      this.visited = new Uint8Array(size * 2);
    }
    this.masks = masks;
    this.start = start;
    this.end = end;
    this.taken = taken;
    this.stepOf.fill(-1, 0, size);
    let step = fromStep;
    for (; step < steps; step++) {
      this.visited.fill(0, 0, size);
      if (!this.serve(step)) break;
    }
    return step - fromStep;
  }

  private serve(step: number): boolean {
    const bit = 1 << step;
    for (let i = this.start; i < this.end; i++) {
      const slot = i - this.start;
      if (i === this.taken || this.visited[slot] === 1 || (this.masks[i]! & bit) === 0) continue;
      this.visited[slot] = 1;
      const other = this.stepOf[slot]!;
      if (other >= 0 && !this.serve(other)) continue;
      this.stepOf[slot] = step;
      return true;
    }
    return false;
  }
}
