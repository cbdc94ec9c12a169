import type { FunnelFigures, FunnelTransition, ReachedAndConverted, ValueSample } from '../engine/answer.ts';
import { isTooFew, wilson } from './rate.ts';
import { type Chance, drawBeta, drawGamma, drawNormal } from './worth-draws.ts';

/** Draws per interval. */
export const DRAWS = 2000;
/** With more values than this their mean is drawn instead of resampled: from a gamma with its mean and variance. */
const MOST_RESAMPLED = 200;

/** A simulated figure: the median of its draws and their middle 95 %. */
export interface Simulated {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What an Action is worth: said by the plan, resampled from the data, or nothing, and then people are counted. */
export type ValuePerAction =
  | { readonly from: 'plan'; readonly mean: number; readonly currency: string }
  | { readonly from: 'data'; readonly sample: ValueSample }
  | { readonly from: 'people' };

/** What the worth of one more person at the next step depends on. */
export interface WayOn {
  /** Everybody who reached the step. */
  readonly people: number;
  /** The matured people of the transition. */
  readonly rate: ReachedAndConverted;
  /** Matured people at the next step and those of them who acted; `null` where the next step is Action or after it. */
  readonly onward: ReachedAndConverted | null;
  readonly value: ValuePerAction;
}

/** The rate that a gap's worth is measured against. */
export type WorthReference =
  | { readonly code: 'target'; readonly rate: number }
  /** The lower bound of the best quarter's rate. */
  | { readonly code: 'best-quarter'; readonly rate: number; readonly quarter: string; readonly n: number };

/**
 * The way on from each transition of a funnel (`null` for one with too few matured people, or where Action is not
 * measured and lies ahead). `values` holds those of an Action and those of a later one; from Action on the later counts.
 */
export function waysOn(
  figures: FunnelFigures,
  values: { readonly action: ValuePerAction; readonly later: ValuePerAction },
): readonly (WayOn | null)[] {
  const action = figures.steps.findIndex(({ id }) => id === 'action');
  return figures.transitions.map((transition, index) => {
    const rate = matured(transition);
    if (isTooFew(rate.reached)) return null;
    const next = figures.transitions[index + 1];
    const people = transition.reached;
    const past = action < 0 ? transition.to === 'relationship' : index + 1 > action;
    if (past) return { people, rate, onward: null, value: values.later };
    if (action < 0) return null;
    if (index + 1 === action || next === undefined) return { people, rate, onward: null, value: values.action };
    const acted = figures.transitions[action - 1]?.maturedConverted ?? 0;
    return { people, rate, onward: { reached: next.maturedReached, converted: acted }, value: values.action };
  });
}

/**
 * Value at stake of a transition (DESIGN §4): n·(1−p)·P(Action | next step)·mean value, n fixed, every p drawn from
 * Beta(x+½, n−x+½) of matured people, values resampled when they come from data.
 */
export function valueAtStake(way: WayOn, chance: Chance, draws: number = DRAWS): Simulated {
  return simulated(draws, () => way.people * (1 - drawRate(way.rate, chance)) * drawOnward(way, chance));
}

/** What reaching the reference would bring: the same with (reference − p), and never less than nothing. */
export function worthOfGap(way: WayOn, reference: WorthReference, chance: Chance, draws: number = DRAWS): Simulated {
  return simulated(draws, () => {
    const more = Math.max(0, reference.rate - drawRate(way.rate, chance));
    return Math.max(0, way.people * more * drawOnward(way, chance));
  });
}

/**
 * The plan's target, else the lower bound of the transition's own best quarter with 30 people or more; else `null`. The
 * best is the one whose lower bound is highest, so that a small quarter's luck is not taken for what can be reached.
 */
export function referenceOf(
  target: number | undefined,
  quarters: readonly ({ readonly label: string } & ReachedAndConverted)[],
): WorthReference | null {
  if (target !== undefined) return { code: 'target', rate: target };
  const best = quarters
    .filter(({ reached }) => !isTooFew(reached))
    .map(({ label, reached, converted }) => ({ quarter: label, n: reached, rate: wilson(converted, reached) }))
    .reduce<{ quarter: string; n: number; rate: ReturnType<typeof wilson> } | null>(
      (kept, one) => (kept === null || (one.rate.low ?? 0) > (kept.rate.low ?? 0) ? one : kept),
      null,
    );
  return best === null ? null : { code: 'best-quarter', rate: best.rate.low ?? 0, quarter: best.quarter, n: best.n };
}

/** People at a stage and, at Action, their value: as it is and as it would be. */
export interface WhatIf {
  readonly stage: 'action' | 'relationship';
  readonly now: Simulated;
  readonly changed: Simulated;
  readonly more: Simulated;
  readonly moreValue: Simulated | null;
}

/**
 * What arrives at Action and at Relationship when one transition had another rate (0..1), the later ones staying as they
 * are. The people who reached the transition are fixed; its own rate and the later ones are drawn as above. What does not
 * depend on the rate is drawn once, so that a rate can be dragged and only what was dragged changes. Each stage is reached from the next step at the rate of those who went there in the end, drawn as
 * `worthOfGap` draws it: at its reference the same seed gives the same interval. Nothing arrives where a later
 * transition has no matured people to tell its rate by.
 */
export function whatIfAt(
  figures: FunnelFigures,
  transition: number,
  values: { readonly action: ValuePerAction; readonly later: ValuePerAction },
  chance: Chance,
  draws: number = DRAWS,
): (rate: number) => readonly WhatIf[] {
  const at = figures.transitions[transition];
  const people = at?.reached ?? 0;
  const ahead = figures.transitions.slice(transition);
  const untold = ahead.findIndex(({ maturedReached }) => maturedReached === 0);
  const drawn = (untold < 0 ? ahead : ahead.slice(0, untold)).flatMap(({ to, maturedConverted }, k) => {
    if (at === undefined || (to !== 'action' && to !== 'relationship')) return [];
    const next = ahead[1];
    const onward = k === 0 || next === undefined ? null : { reached: next.maturedReached, converted: maturedConverted };
    const way: WayOn = { people, rate: matured(at), onward, value: to === 'action' ? values.action : values.later };
    return [{ stage: to as WhatIf['stage'], of: way.value, ...drawWay(way, chance, draws) }];
  });
  return (rate) =>
    drawn.map(({ stage, of, own, onward, value }): WhatIf => {
      const more = own.map((p, d) => onward[d]! * (rate - p));
      return {
        stage,
        now: middle(own.map((p, d) => onward[d]! * p)),
        changed: middle(onward.map((all) => all * rate)),
        more: middle(more),
        moreValue: of.from === 'people' ? null : middle(more.map((n, d) => n * value[d]!)),
      };
    });
}

/** Draws of a way's rate, of the people whom it would bring were it 1, and of the value of each. */
function drawWay(way: WayOn, chance: Chance, draws: number) {
  const drawn = { own: new Float64Array(draws), onward: new Float64Array(draws), value: new Float64Array(draws) };
  for (let d = 0; d < draws; d++) {
    drawn.own[d] = drawRate(way.rate, chance);
    drawn.onward[d] = way.people * (way.onward === null ? 1 : drawRate(way.onward, chance));
    drawn.value[d] = drawValue(way.value, chance);
  }
  return drawn;
}

function matured({ maturedReached, maturedConverted }: FunnelTransition): ReachedAndConverted {
  return { reached: maturedReached, converted: maturedConverted };
}

function drawRate({ reached, converted }: ReachedAndConverted, chance: Chance): number {
  return drawBeta(converted + 0.5, reached - converted + 0.5, chance);
}

function drawOnward({ onward, value }: WayOn, chance: Chance): number {
  return (onward === null ? 1 : drawRate(onward, chance)) * drawValue(value, chance);
}

function drawValue(value: ValuePerAction, chance: Chance): number {
  if (value.from === 'people') return 1;
  if (value.from === 'plan') return value.mean;
  const { n, mean, variance, values } = value.sample;
  if (n > MOST_RESAMPLED) return drawMean(mean, variance / n, chance);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[Math.floor(chance() * n)] ?? mean;
  return sum / n;
}

/**
 * The mean of many values. A few large gifts among small ones make it skewed, as the gamma is, and it is not below
 * nothing; with little scatter both are the normal. Where refunds outweigh, the normal has to do.
 */
function drawMean(mean: number, variance: number, chance: Chance): number {
  if (variance <= 0) return mean;
  if (mean <= 0) return mean + Math.sqrt(variance) * drawNormal(chance);
  return (drawGamma((mean * mean) / variance, chance) * variance) / mean;
}

function simulated(draws: number, draw: () => number): Simulated {
  return middle(Float64Array.from({ length: draws }, draw));
}

function middle(draws: Float64Array): Simulated {
  const sorted = draws.toSorted();
  const at = (p: number): number => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? 0;
  return { value: at(0.5), low: at(0.025), high: at(0.975) };
}
