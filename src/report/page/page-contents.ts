import { shownStages, stepLabels } from '../../charts/stairs/shown-stages.ts';
import { type StairsData, stairsData } from '../../charts/stairs/stairs-data.ts';
import type { FunnelAnswer } from '../../engine/answer.ts';
import type { FunnelQuery } from '../../engine/query.ts';
import { type FunnelJudgement, judgeFunnel } from '../../insights/funnel-judgement.ts';
import { judgeTarget } from '../../insights/target-judgement.ts';
import type { ToolLandscape } from '../../insights/tool-gaps.ts';
import type { Rail } from '../../insights/tool-rail.ts';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { FINDINGS_ON_PAGE, type RankedFinding } from '../../journey/ranked-finding.ts';
import { tableNameOf } from '../../journey/table-source.ts';
import { sayGapWorth } from '../../words/build-next.ts';
import { sayFinding, sayFindingOf, speakerOf } from '../../words/findings.ts';
import { type FindingWords, sayCertainty, sayFindingPopulation } from '../../words/findings-population.ts';
import { formatCount, formatMoment } from '../../words/numbers.ts';
import { sayOrigin } from '../../words/origin.ts';
import { sayPopulation } from '../../words/population.ts';
import { sayMadeOf, sayRate, sayRatesOf } from '../../words/rates.ts';
import { stageLabel } from '../../words/stages.ts';
import { sayTarget } from '../../words/targets.ts';
import { sayStateShort, saysMore, sayToolState, sayTransition } from '../../words/tools.ts';
import { sayLost } from '../../words/worth.ts';
import { certaintyOf, type Fact, filesOf } from './page-certainty.ts';
import { type AnsweredTrend, type SaidTrend, saidTrend } from './page-trend.ts';

/** All that the page is made of: questions, answers and judgements of one journey. */
export interface PageSources {
  readonly plan: Plan;
  readonly profile: DatasetProfile;
  readonly question: FunnelQuery;
  readonly answer: FunnelAnswer;
  readonly ranked: readonly RankedFinding[];
  /** `null` where nothing is known of tools. */
  readonly landscape: ToolLandscape | null;
  readonly rail: Rail | null;
  /** People who came to Action by when they entered; `null` where that has no meaning. */
  readonly trend: AnsweredTrend | null;
  /** When the page is made, microseconds since 1970 UTC. */
  readonly madeUs: number;
}

export interface SaidFinding {
  readonly rank: number;
  readonly topic: RankedFinding['topic'];
  readonly sentence: string;
  readonly population: string;
  readonly certainty: string;
}

export interface SaidGap {
  readonly asks: string;
  readonly where: string;
  /** The tool that is in the state; '' for none. */
  readonly tool: string;
  readonly state: string;
  /** '' where the state says all of it, or a gap before it the same. */
  readonly evidence: string;
  readonly lost: string | null;
  readonly amount: string | null;
  readonly why: string;
}

export interface RateLine {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly value: string;
  readonly interval: string | null;
  readonly madeOf: string;
  /** "4,548 of 15,864", those whose time is over where there is a time limit. */
  readonly counts: string;
  /** `null` without a target. */
  readonly target: string | null;
  readonly missed: boolean;
}

export interface PageContents {
  readonly name: string | null;
  readonly headline: readonly string[];
  readonly support: readonly string[];
  readonly population: string;
  readonly judgement: FunnelJudgement;
  readonly stairs: StairsData;
  readonly rail: Rail | null;
  readonly findings: readonly SaidFinding[];
  /** Those for the first look: what to build has a place of its own. */
  readonly first: readonly SaidFinding[];
  readonly gaps: readonly SaidGap[];
  readonly rates: readonly RateLine[];
  /** Who the rates are of: "people whose 30 days are over". */
  readonly ratesOf: string;
  readonly hasTargets: boolean;
  readonly trend: SaidTrend | null;
  readonly certainty: readonly Fact[];
  readonly files: readonly Fact[];
  readonly footer: string;
  /** Whether the events lie in a table, and not in files. */
  readonly ofTable: boolean;
  readonly timed: boolean;
  /** Whether the steps have an order. */
  readonly ordered: boolean;
}

/** A finding as its sentence, who it is about, and how sure it is. */
export function saidFinding(
  one: RankedFinding,
  { plan, profile, question }: Pick<PageSources, 'plan' | 'profile' | 'question'>,
  locale = 'en',
): SaidFinding {
  return {
    rank: one.rank,
    topic: one.topic,
    sentence: sayFindingOf(one.finding, plan, question, locale),
    population: sayFindingPopulation(one.population, plan, locale, findingWords({ plan, profile, question })),
    certainty: sayCertainty(one.certainty, locale),
  };
}

/** The page in words and figures, ready to be set; whatever has nothing to say is empty. */
export function pageContents(sources: PageSources, locale = 'en'): PageContents {
  const { plan, profile, question, answer, ranked, landscape, rail } = sources;
  const judgement = judgeFunnel(answer, question);
  const speaker = speakerOf(plan, question);
  const words = findingWords(sources);
  const zone = question.timeZone;
  const gaps = landscape === null ? [] : saidGaps(landscape, plan, locale);
  const findings = ranked.map((one) => saidFinding(one, sources, locale));
  return {
    name: plan.name?.trim() || null,
    headline: judgement.headline.map((finding) => sayFinding(finding, speaker, locale)),
    support: judgement.support.map((finding) => sayFinding(finding, speaker, locale)),
    population: sayPopulation(question, locale, words),
    judgement,
    stairs: stairsData(shownStages(question), stepLabels(plan, question), answer, judgement, {
      blindSpots: question.order !== 'any',
      calendarDays: question.calendarDays,
      timed: question.windowUs !== null,
    }),
    rail,
    findings,
    first: findings.filter(({ topic }) => topic !== 'gap' || gaps.length === 0).slice(0, FINDINGS_ON_PAGE),
    gaps,
    rates: rateLines(judgement, plan, question, locale),
    ratesOf: sayRatesOf(question.windowUs, locale),
    hasTargets: judgement.transitions.some((one) => judgeTarget(one, plan.targets) !== null),
    trend: saidTrend(sources, locale),
    certainty: certaintyOf(sources, judgement, locale),
    files: filesOf(profile, locale),
    footer: `Made ${formatMoment(sources.madeUs, zone, locale)} from ${sayOrigin(profile)}`,
    ofTable: tableNameOf(profile) !== null,
    timed: question.windowUs !== null,
    ordered: question.order !== 'any',
  };
}

/** What the sentences need to know of the data. */
export function findingWords({ plan, profile, question }: Pick<PageSources, 'plan' | 'profile' | 'question'>) {
  return {
    labels: question.order === 'any' ? [] : question.steps.map(({ id }) => stageLabel(plan, id)),
    ofPerson: profile.properties.filter(({ of }) => of === 'person').map(({ name }) => name),
    properties: profile.properties.map(({ name }) => name),
  } satisfies FindingWords;
}

function saidGaps({ gaps }: ToolLandscape, plan: Plan, locale: string): readonly SaidGap[] {
  const [told, toldMissing] = [new Set<unknown>(), new Set<unknown>()];
  return gaps.map(({ capability, evidence, tools, state, worth }) => {
    const again = worth !== null && told.has(worth);
    told.add(worth);
    // A step without a tool for two needs lacks both to the same people.
    const isSaid = worth !== null && state === 'missing' && toldMissing.has(worth);
    if (state === 'missing') toldMissing.add(worth);
    const { amount, why } = sayGapWorth(worth, plan, locale);
    const [from, lost] = [worth?.from ?? null, worth?.peopleLost ?? null];
    return {
      asks: capability.asks,
      where: sayTransition(capability.transition, plan),
      tool: tools.find((tool) => tool.state === state)?.name ?? '',
      state: sayStateShort(evidence, locale),
      evidence: saysMore(evidence) && !isSaid ? sayToolState(evidence, plan, locale) : '',
      lost: from === null || lost === null || again ? null : sayLost(lost, from, plan, locale),
      amount: again ? null : amount,
      why: again ? 'Counted together with the one above: the same worth.' : why,
    };
  });
}

function rateLines(judgement: FunnelJudgement, plan: Plan, question: FunnelQuery, locale: string): readonly RateLine[] {
  const label = stepLabels(plan, question);
  return judgement.transitions.map((transition) => {
    const { from, to, rate, tooFew, maturedConverted } = transition;
    const { value, interval } = sayRate(rate, tooFew, locale);
    const target = judgeTarget(transition, plan.targets);
    return {
      key: `${from}>${to}`,
      from: label(from),
      to: label(to),
      value,
      interval,
      counts: `${formatCount(maturedConverted, locale)} of ${formatCount(rate.n, locale)}`,
      madeOf: sayMadeOf(maturedConverted, rate.n, question.windowUs, locale),
      target: target === null ? null : sayTarget(target, locale),
      missed: target?.verdict === 'missed',
    };
  });
}
