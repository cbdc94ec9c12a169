import type { Instants } from './instants.ts';
import type { Rules } from './rules.ts';

/**
 * The attempts of one person, in order of start. Attempt a reached its step k (from 0) at `atUs[base[a] + k]`, for k
 * below the number it reached. Its `depth` is what counts: less where an exclusion came in between.
 */
export class Attempts {
  count = 0;
  readonly steps: number;
  startUs = new Float64Array(64);
  depth = new Int32Array(64);
  spoiled = new Uint8Array(64);
  base = new Int32Array(64);
  atUs: Float64Array;
  private ownAtUs: Float64Array<ArrayBuffer>;

  constructor(steps: number) {
    this.steps = steps;
    this.ownAtUs = new Float64Array(64 * steps);
    this.atUs = this.ownAtUs;
  }

  clear(): void {
    this.count = 0;
    this.atUs = this.ownAtUs;
  }

  /** Makes room for so many attempts, none of them spoiled, whose times lie elsewhere. */
  borrow(atUs: Float64Array, count: number): void {
    while (count > this.startUs.length) this.grow();
    this.atUs = atUs;
    for (let a = 0; a < count; a++) this.spoiled[a] = 0;
  }

  /** Opens an attempt; returns where its times begin in `atUs`. */
  open(startUs: number): number {
    const index = this.count;
    if (index === this.startUs.length) this.grow();
    this.startUs[index] = startUs;
    this.depth[index] = 0;
    this.spoiled[index] = 0;
    const base = index * this.steps;
    this.base[index] = base;
    return base;
  }

  /** Closes the attempt with the steps it reached where nothing is excluded. */
  closeWhole(reached: number): void {
    this.depth[this.count++] = reached;
  }

  /**
   * Closes the attempt with the steps it reached and applies the exclusions. In order, an exclusion spoils it: its depth
   * becomes the steps done before the exclusion's instant, plus the next one if that was reached. In any order, the
   * exclusion ends it and what came up to its instant counts.
   */
  close(reached: number, instants: Instants, startInstant: number, rules: Rules): void {
    const index = this.count;
    this.count = index + 1;
    this.depth[index] = reached;
    if (rules.exclusions.length === 0) return;
    const excludedUs = this.earliestExclusion(index * this.steps, reached, instants, startInstant, rules);
    if (excludedUs === Number.POSITIVE_INFINITY) return;
    const base = index * this.steps;
    let done = 0;
    if (rules.order === 'any') {
      while (done < reached && this.atUs[base + done]! <= excludedUs) done++;
      this.depth[index] = done;
      return;
    }
    while (done < reached && this.atUs[base + done]! < excludedUs) done++;
    this.depth[index] = Math.min(reached, done + 1);
    this.spoiled[index] = 1;
  }

  private earliestExclusion(
    base: number,
    reached: number,
    instants: Instants,
    startInstant: number,
    rules: Rules,
  ): number {
    let earliestUs = Number.POSITIVE_INFINITY;
    const closesUs = this.startUs[base / this.steps]! + rules.windowUs;
    for (let x = 0; x < rules.exclusions.length; x++) {
      const { fromStep, toStep } = rules.exclusions[x]!;
      if (fromStep >= reached) continue;
      const afterUs = this.atUs[base + fromStep]!;
      const beforeUs = toStep < reached ? this.atUs[base + toStep]! : closesUs;
      let j = instants.nextExclusion(x, startInstant);
      while (j < instants.count && instants.timeUs[j]! <= afterUs) j = instants.nextExclusion(x, j + 1);
      if (j < instants.count && instants.timeUs[j]! < beforeUs) earliestUs = Math.min(earliestUs, instants.timeUs[j]!);
    }
    return earliestUs;
  }

  private grow(): void {
    const size = this.startUs.length * 2;
    this.startUs = copyOf(this.startUs, new Float64Array(size));
    this.depth = copyOf(this.depth, new Int32Array(size));
    this.spoiled = copyOf(this.spoiled, new Uint8Array(size));
    this.base = copyOf(this.base, new Int32Array(size));
    this.ownAtUs = copyOf(this.ownAtUs, new Float64Array(size * this.steps));
    this.atUs = this.ownAtUs;
  }
}

function copyOf<A extends { set(from: A): void }>(from: A, into: A): A {
  into.set(from);
  return into;
}
