import type { AnswerOf } from '../engine/answer.ts';
import type { ComparisonQuery, FunnelQuery, Query, Scope, TrendQuery } from '../engine/query.ts';
import { matchesName } from '../journey/name-pattern.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile, PropertyProfile } from '../journey/profile.ts';
import type { FindingLink } from '../journey/ranked-finding.ts';
import type { StageId } from '../journey/stages.ts';
import {
  compileFunnel,
  compileScope,
  compileTrend,
  endOfSource,
  feedingSources,
  hasOwnDates,
  measuredStages,
} from './compile.ts';
import { commonStart, findingPeriods, hasEnded, type PeriodPair } from './finding-periods.ts';
import { type AskedTools, compileEvidence } from './tools.ts';
import type { View } from './view.ts';

/** A list of the data and the stages that its events enter. */
export interface FeedingSource {
  readonly files: readonly string[];
  readonly stages: readonly StageId[];
  /** Up to when it reaches: as the plan says (`said`), else its last event. */
  readonly endUs: number;
  readonly said: boolean;
  /** Whether it stops before the others do; a list without dates of its own cannot. */
  readonly endsEarly: boolean;
}

/** Everything that is asked to find what is worth saying of a journey. */
export interface FindingQuestions {
  readonly funnel: FunnelQuery;
  /** `null` where the data does not hold two periods. */
  readonly periods: PeriodPair | null;
  /** The rates of the two periods; `null` without periods or without a window, for then recent people had less time. */
  readonly comparison: ComparisonQuery | null;
  /** By day of the first event at the stage that matters; `null` without periods, and where a filter cannot be kept. */
  readonly arrivals: { readonly stage: StageId; readonly query: TrendQuery } | null;
  /** Each transition by week of first contact; empty without a window. */
  readonly trends: readonly TrendQuery[];
  /** The funnel by a property, by values at first contact only. */
  readonly breakdowns: readonly FunnelQuery[];
  /** `null` where only one stage is measured. */
  readonly evidence: AskedTools | null;
  readonly sources: readonly FeedingSource[];
  /** From when on all of them reach: earlier weeks lack what later ones have. Microseconds; `null` without events. */
  readonly commonStartUs: number | null;
}

/** The answers, each in the place of its question; `null` where there is none yet. */
export interface AnsweredFindings {
  readonly funnel: AnswerOf<FunnelQuery> | null;
  readonly comparison: AnswerOf<ComparisonQuery> | null;
  readonly arrivals: AnswerOf<TrendQuery> | null;
  readonly trends: readonly (AnswerOf<TrendQuery> | null)[];
  readonly breakdowns: readonly (AnswerOf<FunnelQuery> | null)[];
  readonly evidence: AnswerOf<AskedTools['query']> | null;
}

/** Properties that are asked about: each costs a walk over all people. */
const MOST_PROPERTIES = 4;
/** With more values than this a property rather names things than kinds of people. */
const MOST_VALUES = 100;
/** Names by which people are usually told apart; other properties come after them. */
const USUAL = ['channel', 'source', 'campaign', 'medium', 'origin', 'segment', 'device', 'country', 'region'];

/** What has to be asked for the findings of a plan over a dataset, under a view. Errors as for `compileFunnel`. */
export function compileFindings(plan: Plan, profile: DatasetProfile, view: View = {}): FindingQuestions {
  const whole: View = { ...view, breakdown: null };
  const scope = compileScope(plan, profile, whole);
  const stages = measuredStages(plan);
  const timed = scope.windowUs !== null && stages.length > 1;
  const periods = findingPeriods(plan, profile, view, scope);
  const steps = stages.slice(1).map((_, step) => ({ fromStep: step, toStep: step + 1 }));
  return {
    funnel: compileFunnel(plan, profile, whole),
    periods,
    comparison:
      periods === null || !timed ? null : { kind: 'comparison', ...scope, a: periods.now.us, b: periods.before.us },
    arrivals: periods === null ? null : arrivals(plan, profile, scope, stages),
    trends: timed ? steps.map((step) => compileTrend(plan, profile, { ...whole, interval: 'week' }, step)) : [],
    breakdowns: stages.length < 2 ? [] : breakdowns(plan, profile, whole),
    evidence: stages.length < 2 ? null : compileEvidence(plan, profile, whole),
    sources: sources(plan, profile, stages, scope.windowUs),
    commonStartUs: commonStart(plan, profile, scope),
  };
}

/** The questions in the order in which they are worth asking. */
export function questionsOf(asked: FindingQuestions): readonly Query[] {
  const { funnel, comparison, arrivals: first, trends, breakdowns: broken, evidence } = asked;
  const some = [funnel, first?.query ?? null, comparison, evidence?.query ?? null, ...trends, ...broken];
  return some.filter((question) => question !== null);
}

/** Puts answers in the places of their questions; `answerTo` gives `null` for one that is not there yet. */
export function answersOf(
  asked: FindingQuestions,
  answerTo: <Q extends Query>(question: Q) => AnswerOf<Q> | null,
): AnsweredFindings {
  return {
    funnel: answerTo(asked.funnel),
    comparison: asked.comparison === null ? null : answerTo(asked.comparison),
    arrivals: asked.arrivals === null ? null : answerTo(asked.arrivals.query),
    trends: asked.trends.map((question) => answerTo(question)),
    breakdowns: asked.breakdowns.map((question) => answerTo(question)),
    evidence: asked.evidence === null ? null : answerTo(asked.evidence.query),
  };
}

/** The view that a finding leads to, from the one in force. */
export function linkedView(view: View, link: FindingLink): View {
  return { ...view, ...link.change };
}

/**
 * People by the day on which they came to Action for the first time (to the last measured stage where Action is not
 * measured), whichever way they came. A filter on what people carried at the steps has no meaning there.
 */
function arrivals(
  plan: Plan,
  profile: DatasetProfile,
  scope: Scope,
  stages: readonly StageId[],
): FindingQuestions['arrivals'] {
  const stage = stages.find((id) => id === 'action') ?? stages.at(-1);
  const step = scope.steps.find(({ id }) => id === stage);
  const ofPerson = (name: string): boolean =>
    profile.properties.some((one) => one.name === name && one.of === 'person');
  if (stage === undefined || step === undefined) return null;
  if (scope.filters.some(({ property, attribution }) => !ofPerson(property) || attribution.kind === 'step'))
    return null;
  return {
    stage,
    query: {
      kind: 'trend',
      ...scope,
      steps: [step],
      order: 'ordered',
      windowUs: null,
      entered: null,
      during: null,
      exclusions: [],
      interval: 'day',
      weekStart: plan.weekStart ?? 'monday',
      fromStep: 0,
      toStep: 0,
      breakdown: null,
      once: true,
    },
  };
}

function breakdowns(plan: Plan, profile: DatasetProfile, view: View): readonly FunnelQuery[] {
  const place = ({ name }: PropertyProfile): number => {
    const at = USUAL.indexOf(name.toLowerCase());
    return at < 0 ? USUAL.length : at;
  };
  return profile.properties
    .filter(({ distinct }) => distinct > 1 && distinct <= MOST_VALUES)
    .toSorted((a, b) => place(a) - place(b))
    .slice(0, MOST_PROPERTIES)
    .map(({ name, of }) => {
      const attribution = of === 'person' ? 'first' : ({ step: 1 } as const);
      return compileFunnel(plan, profile, { ...view, breakdown: { property: name, attribution } });
    });
}

function sources(
  plan: Plan,
  profile: DatasetProfile,
  stages: readonly StageId[],
  windowUs: number | null,
): readonly FeedingSource[] {
  const feeding = feedingSources(plan, profile).flatMap((source) => {
    const endUs = endOfSource(source, plan, profile);
    return endUs === null ? [] : [{ source, endUs }];
  });
  const dataUs = Math.max(...feeding.map(({ endUs }) => endUs));
  return feeding.map(({ source, endUs }) => {
    const feeds = (id: StageId): boolean =>
      (plan.stages[id]?.enter ?? []).some((rule) => {
        const pattern = typeof rule === 'string' ? rule : rule.event;
        return source.eventNames.some((name) => matchesName(pattern, name));
      });
    return {
      files: source.files.map(({ name }) => name),
      stages: stages.filter(feeds),
      endUs,
      said: source.untilUs !== null,
      endsEarly: hasOwnDates(source, plan) && hasEnded(endUs, null, dataUs, windowUs),
    };
  });
}
