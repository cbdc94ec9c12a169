import type { FunnelFigures, FunnelStep, FunnelTransition } from './answer.ts';
import type { PersonOutcome } from './person-outcome.ts';
import { durationsOf, NumberList } from './quantiles.ts';
import type { Step } from './query.ts';

/** Adds people up to the figures of one funnel. All arrays run over steps. */
export class FigureTally {
  private readonly steps: readonly Step[];
  /** People by the steps they reached, of all and of the matured attempts. */
  private readonly atDepth: Float64Array;
  private readonly atMaturedDepth: Float64Array;
  private readonly dropped: Float64Array;
  private readonly implied: Float64Array;
  private readonly blind: Float64Array;
  private readonly fromBefore: readonly NumberList[];
  private readonly fromStart: readonly NumberList[];
  private spoiled = 0;

  constructor(steps: readonly Step[]) {
    this.steps = steps;
    this.atDepth = new Float64Array(steps.length + 1);
    this.atMaturedDepth = new Float64Array(steps.length + 1);
    this.dropped = new Float64Array(steps.length + 1);
    this.implied = new Float64Array(steps.length);
    this.blind = new Float64Array(steps.length);
    this.fromBefore = steps.map(() => new NumberList());
    this.fromStart = steps.map(() => new NumberList());
  }

  add(person: PersonOutcome): void {
    const { depth, reach } = person;
    this.atDepth[depth]!++;
    this.atMaturedDepth[person.maturedDepth]!++;
    if (person.left) this.spoiled++;
    if (person.maturedDepth >= depth) this.dropped[depth]!++;
    for (let k = 0, fits = person.steps; fits !== 0; k++, fits >>= 1) {
      this.implied[k]!++;
      if ((fits & 1) === 0) this.blind[k]!++;
    }
    for (let k = 1; k < depth; k++) {
      this.fromBefore[k]!.push(reach.atUs[k]! - reach.beforeUs[k]!);
      // The step before the second is where the attempt started.
      if (k > 1) this.fromStart[k]!.push(reach.atUs[k]! - reach.startUs[k]!);
    }
  }

  /** People who reached step 1. */
  get started(): number {
    return atLeast(this.atDepth, 1);
  }

  /** Yields the whole of the progress between the transitions, whose quantiles take a while. */
  *figures(): Generator<number, FunnelFigures> {
    const transitions: FunnelTransition[] = [];
    for (let k = 1; k < this.steps.length; k++) {
      transitions.push(this.transition(this.steps[k - 1]!, this.steps[k]!, k));
      yield 1;
    }
    return { steps: this.steps.map((step, k) => this.stepFigures(step, k)), transitions, spoiled: this.spoiled };
  }

  private stepFigures(step: Step, k: number): FunnelStep {
    return { id: step.id, reached: atLeast(this.atDepth, k + 1), implied: this.implied[k]!, blindSpot: this.blind[k]! };
  }

  /** From the step with index `k - 1` to the one with index `k`. */
  private transition(from: Step, to: Step, k: number): FunnelTransition {
    const reached = atLeast(this.atDepth, k);
    const converted = atLeast(this.atDepth, k + 1);
    const dropped = this.dropped[k]!;
    const timeToConvert = durationsOf(this.fromBefore[k]!.view());
    return {
      from: from.id,
      to: to.id,
      reached,
      converted,
      dropped,
      inProgress: reached - converted - dropped,
      maturedReached: atLeast(this.atMaturedDepth, k),
      maturedConverted: atLeast(this.atMaturedDepth, k + 1),
      timeToConvert,
      sinceFirstContact: k === 1 ? timeToConvert : durationsOf(this.fromStart[k]!.view()),
    };
  }
}

function atLeast(people: Float64Array, depth: number): number {
  let sum = 0;
  for (let d = depth; d < people.length; d++) sum += people[d]!;
  return sum;
}
