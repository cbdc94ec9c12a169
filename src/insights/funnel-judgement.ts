import type { Durations, FunnelFigures, FunnelTransition } from '../engine/answer.ts';
import type { Finding } from '../journey/findings.ts';
import { isTooFew, type Rate, wilson } from './rate.ts';

export interface JudgedTransition {
  readonly from: string;
  readonly to: string;
  readonly reached: number;
  readonly converted: number;
  readonly dropped: number;
  readonly inProgress: number;
  /** The honest rate: matured converted of matured reached. */
  readonly rate: Rate;
  /** The people above the line of that rate; `rate.n` are those below it. */
  readonly maturedConverted: number;
  /** Everybody's rate, recent arrivals included. */
  readonly raw: Rate;
  /** Fewer than 30 matured people: no interval, no verdict. */
  readonly tooFew: boolean;
  /** 1 loses the most people; `null` with too few people or nobody lost. */
  readonly leakRank: number | null;
  readonly timeToConvert: Durations | null;
  /** Whether the quartiles rest on 30 converters or more. */
  readonly timesHold: boolean;
}

export interface BlindSpot {
  readonly stage: string;
  readonly people: number;
  /** Everybody seen at this stage or at a later one. */
  readonly implied: number;
}

export interface FunnelJudgement {
  readonly transitions: readonly JudgedTransition[];
  /** The leakiest transition, `null` when no verdict holds. */
  readonly biggestLeak: JudgedTransition | null;
  readonly blindSpots: readonly BlindSpot[];
  readonly inProgress: number;
  /** One or two findings for the first line. */
  readonly headline: readonly Finding[];
  /** What supports it. */
  readonly support: readonly Finding[];
}

export interface JudgementScope {
  readonly windowUs: number | null;
  readonly order: 'ordered' | 'strict' | 'any';
  /** Who is counted: with any of these, everybody seen at a stage is no longer everybody in the data. */
  readonly entered?: unknown;
  readonly during?: unknown;
  readonly filters?: readonly unknown[];
  readonly exclusions?: readonly unknown[];
}

/**
 * What a funnel's counts mean (DESIGN §4): each transition's matured rate with its Wilson interval, leaks ranked by
 * people lost (those with too few people are not ranked), blind spots, and the findings of the summary.
 */
export function judgeFunnel(figures: FunnelFigures, scope: JudgementScope): FunnelJudgement {
  const leaks = figures.transitions
    .filter((transition) => !isTooFew(transition.maturedReached) && transition.dropped > 0)
    .toSorted((a, b) => b.dropped - a.dropped);
  const transitions = figures.transitions.map((transition) => judgeTransition(transition, leaks));
  const biggestLeak = transitions.find((transition) => transition.leakRank === 1) ?? null;
  const blindSpots = figures.steps
    .filter((step) => step.blindSpot > 0)
    .map((step) => ({ stage: step.id, people: step.blindSpot, implied: step.implied }));
  const inProgress = transitions.reduce((sum, transition) => sum + transition.inProgress, 0);
  return {
    transitions,
    biggestLeak,
    blindSpots,
    inProgress,
    headline: headlineOf(figures, transitions, biggestLeak, scope),
    support: supportOf(figures, transitions, biggestLeak, inProgress, scope),
  };
}

function judgeTransition(transition: FunnelTransition, leaks: readonly FunnelTransition[]): JudgedTransition {
  const rank = leaks.indexOf(transition);
  return {
    from: transition.from,
    to: transition.to,
    reached: transition.reached,
    converted: transition.converted,
    dropped: transition.dropped,
    inProgress: transition.inProgress,
    rate: wilson(transition.maturedConverted, transition.maturedReached),
    maturedConverted: transition.maturedConverted,
    raw: wilson(transition.converted, transition.reached),
    tooFew: isTooFew(transition.maturedReached),
    leakRank: rank < 0 ? null : rank + 1,
    timeToConvert: transition.timeToConvert,
    timesHold: transition.timeToConvert !== null && !isTooFew(transition.timeToConvert.n),
  };
}

function headlineOf(
  figures: FunnelFigures,
  transitions: readonly JudgedTransition[],
  biggestLeak: JudgedTransition | null,
  scope: JudgementScope,
): readonly Finding[] {
  const first = figures.steps[0];
  if (!first) return [];
  if (first.reached === 0) return [{ code: 'nobody', first: first.id }];
  if (figures.steps.length === 1) return [{ code: 'one-stage', stage: first.id, people: first.reached }];
  const target = targetOf(figures);
  const count: Finding =
    scope.order === 'any'
      ? {
          code: 'did-all',
          steps: figures.steps.length,
          entered: first.reached,
          reached: figures.steps.at(-1)?.reached ?? 0,
        }
      : { code: 'reached', first: first.id, target: target.id, entered: first.reached, reached: target.reached };
  if (biggestLeak) {
    return [count, { code: 'biggest-leak', from: biggestLeak.from, to: biggestLeak.to, lost: biggestLeak.dropped }];
  }
  if (transitions.every((transition) => transition.dropped === 0 && transition.inProgress === 0)) {
    return [count, { code: 'nobody-lost' }];
  }
  return [count];
}

/** The stage that matters: Action where it is measured and not the first, else the last one. */
function targetOf(figures: FunnelFigures): FunnelFigures['steps'][number] {
  const rest = figures.steps.slice(1);
  return rest.find((step) => step.id === 'action') ?? (rest.at(-1) as FunnelFigures['steps'][number]);
}

function supportOf(
  figures: FunnelFigures,
  transitions: readonly JudgedTransition[],
  biggestLeak: JudgedTransition | null,
  inProgress: number,
  scope: JudgementScope,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (biggestLeak) {
    const { value, low, high, n } = biggestLeak.rate;
    if (value !== null && low !== null && high !== null) {
      const { from, to } = biggestLeak;
      findings.push({ code: 'rate', from, to, value, low, high, n, windowUs: scope.windowUs });
    }
  } else if (transitions.length > 0 && (figures.steps[0]?.reached ?? 0) > 0) {
    if (transitions.every((transition) => transition.tooFew)) {
      findings.push({ code: 'all-too-few', most: Math.max(...transitions.map((transition) => transition.rate.n)) });
    }
  }
  const seen = seenAt(figures, scope);
  if (seen !== null) findings.push(seen);
  if (inProgress > 0) findings.push({ code: 'in-progress', people: inProgress });
  if (scope.windowUs === null && transitions.length > 0) findings.push({ code: 'no-window' });
  if (figures.spoiled > 0) findings.push({ code: 'spoiled', people: figures.spoiled });
  return findings;
}

/** From this share on it is said that others were seen at the stage that matters. */
const SHARE_OF_OTHERS = 0.01;

/** Who was seen at the stage that matters besides those who came there in order and in time; `null` for hardly anybody. */
function seenAt(figures: FunnelFigures, scope: JudgementScope): Finding | null {
  const { order, windowUs, entered, during, filters = [], exclusions = [] } = scope;
  const isEverybody = entered == null && during == null && filters.length === 0 && exclusions.length === 0;
  if (order !== 'ordered' || !isEverybody || figures.steps.length < 2) return null;
  const { id, implied, blindSpot, reached } = targetOf(figures);
  // Those with an event of the stage or of a later one, without those who have only a later one.
  const seen = implied - blindSpot;
  if (seen - reached < Math.max(1, SHARE_OF_OTHERS * seen)) return null;
  return { code: 'seen-at', stage: id, seen, reached, windowUs };
}
