import type { ComparedTransition, TrendAnswer } from '../engine/answer.ts';

/**
 * Of the people of a smaller period, how many may be in both and left out, before the rest no longer stands for it. Who
 * comes back is not like who does not: those left out of the earlier period are the ones who stayed, those left out of
 * the later the ones who were there before, so that the two rests differ where nothing has changed. At a twentieth the
 * rates are moved by no more than a twentieth of how far the two kinds of people are apart.
 */
const MOST_LEFT_OUT = 0.05;

/** Whether the people of two periods who are left when those of both are taken out still stand for their periods. */
export function canCompare(at: ComparedTransition): boolean {
  return at.inBoth <= MOST_LEFT_OUT * smallerPeriod(at);
}

/** Everybody of the smaller period, those in both included. */
export function smallerPeriod({ inBoth, a, b }: ComparedTransition): number {
  return inBoth + Math.min(a.reached, b.reached);
}

/**
 * Whether people enter so often that a period's rate in a trend is that of visits rather than of people: each counts in
 * every period in which they enter, and those who enter again and again go on in few of them. `people` reached the
 * trend's first step in all.
 */
export function comesBack({ points }: TrendAnswer, people: number): boolean {
  const entries = points.reduce((sum, { from }) => sum + from, 0);
  return entries - people > MOST_LEFT_OUT * entries;
}
