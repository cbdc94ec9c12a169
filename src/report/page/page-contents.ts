import { shownStages, stepLabels } from '../../charts/stairs/shown-stages.ts';
import { type StairsData, stairsData } from '../../charts/stairs/stairs-data.ts';
import type { FunnelAnswer, TrendAnswer } from '../../engine/answer.ts';
import type { FunnelQuery, TrendQuery } from '../../engine/query.ts';
import { type FunnelJudgement, judgeFunnel } from '../../insights/funnel-judgement.ts';
import { judgeTarget } from '../../insights/target-judgement.ts';
import type { ToolLandscape } from '../../insights/tool-gaps.ts';
import type { Rail } from '../../insights/tool-rail.ts';
import { type JudgedPeriod, judgeTrend } from '../../insights/trend-judgement.ts';
import { fingerprintOf } from '../../journey/fingerprint.ts';
import type { Plan, PlanNote } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import type { QualityReport } from '../../journey/quality-report.ts';
import { FINDINGS_ON_PAGE, type RankedFinding } from '../../journey/ranked-finding.ts';
import type { StageId } from '../../journey/stages.ts';
import { tableNameOf } from '../../journey/table-source.ts';
import { parseDay, timeZone } from '../../journey/time-zone.ts';
import { sayGapWorth } from '../../words/build-next.ts';
import { sayFinding, sayFindingOf, speakerOf } from '../../words/findings.ts';
import { type FindingWords, sayCertainty, sayFindingPopulation } from '../../words/findings-population.ts';
import {
  formatCount,
  formatDay,
  formatDayRange,
  formatMoment,
  type PeriodLength,
  peopleOf,
  quote,
} from '../../words/numbers.ts';
import { sayPopulation } from '../../words/population.ts';
import { sayMatch } from '../../words/quality.ts';
import { sayMadeOf, sayRate, sayRatesOf } from '../../words/rates.ts';
import { stageLabel } from '../../words/stages.ts';
import { sayTarget } from '../../words/targets.ts';
import { sayStateShort, sayToolState, sayTransition } from '../../words/tools.ts';
import { sayLost } from '../../words/worth.ts';

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
  readonly trend: {
    readonly stage: StageId;
    readonly length: PeriodLength;
    readonly query: TrendQuery;
    readonly answer: TrendAnswer;
  } | null;
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
  readonly state: string;
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

/** A note of the plan: `us` at the start of its day, `index` its place in the plan. */
export interface SaidNote {
  readonly us: number;
  readonly text: string;
  readonly day: string;
  readonly index: number;
}

export interface SaidTrend {
  readonly title: string;
  readonly periods: readonly JudgedPeriod[];
  readonly length: PeriodLength;
  readonly timeZone: string;
  readonly open: boolean;
  readonly notes: readonly SaidNote[];
}

/** A name and what is known under it. */
export type Fact = readonly [name: string, said: string];

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

/** What the figures rest on: exactly these files, or a table as it was. */
function sayOrigin(profile: DatasetProfile): string {
  const table = tableNameOf(profile);
  return table === null ? `data ${fingerprintOf(profile)}` : `the ClickHouse table ${quote(table)}`;
}

/** What the sentences need to know of the data. */
export function findingWords({ plan, profile, question }: Pick<PageSources, 'plan' | 'profile' | 'question'>) {
  return {
    labels: question.order === 'any' ? [] : question.steps.map(({ id }) => stageLabel(plan, id)),
    ofPerson: profile.properties.filter(({ of }) => of === 'person').map(({ name }) => name),
    properties: profile.properties.map(({ name }) => name),
  } satisfies FindingWords;
}

/** The notes of a plan in the order of their days, each at the start of its day. */
export function notesOf(plan: Pick<Plan, 'notes'>, zone: string, locale = 'en'): readonly SaidNote[] {
  return (plan.notes ?? [])
    .flatMap(({ date, text }: PlanNote, index) => {
      const localUs = parseDay(date);
      if (localUs === null) return [];
      const us = timeZone(zone).fromLocalUs(localUs).us;
      return [{ us, text, day: formatDay(us, zone, locale), index }];
    })
    .toSorted((a, b) => a.us - b.us);
}

function saidGaps({ gaps }: ToolLandscape, plan: Plan, locale: string): readonly SaidGap[] {
  const told = new Set<unknown>();
  return gaps.map(({ capability, evidence, worth }) => {
    const again = worth !== null && told.has(worth);
    told.add(worth);
    const { amount, why } = sayGapWorth(worth, plan, locale);
    const [from, lost] = [worth?.from ?? null, worth?.peopleLost ?? null];
    return {
      asks: capability.asks,
      where: sayTransition(capability.transition, plan),
      state: sayStateShort(evidence, locale),
      evidence: sayToolState(evidence, plan, locale),
      lost: from === null || lost === null || again ? null : sayLost(lost, from, plan, locale),
      amount: again ? null : amount,
      why: again ? 'The same step as above, and the same worth.' : why,
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

/** People who came to Action by when they entered, judged; `null` where there is nothing to be seen. */
export function saidTrend({ plan, trend }: Pick<PageSources, 'plan' | 'trend'>, locale = 'en'): SaidTrend | null {
  if (trend === null) return null;
  const { query, answer, stage, length } = trend;
  const periods = judgeTrend(answer.points);
  if (periods.length < 2 || periods.every(({ converted }) => converted === 0)) return null;
  const { timeZone: zone } = query;
  return {
    title: `People who came to ${stageLabel(plan, stage)}, by the ${length} in which they entered`,
    periods,
    length,
    timeZone: zone,
    open: periods.some(({ state }) => state === 'open'),
    notes: notesOf(plan, zone, locale).filter(
      ({ us }) => us >= (periods[0]?.startUs ?? 0) && us < (periods.at(-1)?.endUs ?? 0),
    ),
  };
}

/** Of more lists than these only the worst joined are said. */
const MATCHES_SAID = 2;

/** How far the figures carry, in a few lines. */
export function certaintyOf(
  { profile, plan, question }: Pick<PageSources, 'profile' | 'plan' | 'question'>,
  judgement: FunnelJudgement,
  locale = 'en',
): readonly Fact[] {
  const { quality } = profile;
  const facts: Fact[] = [['Rows', sayRows(quality, tableNameOf(profile), locale)]];
  if (profile.firstUs !== null && profile.lastUs !== null) {
    const days = formatDayRange(profile.firstUs, profile.lastUs, question.timeZone, locale);
    facts.push([
      'Data',
      `${formatCount(profile.eventCount, locale)} events of ${peopleOf(profile.personCount, locale)}, ${days}`,
    ]);
  }
  if (question.asOfUs !== null) {
    facts.push([
      'Still in progress',
      `${judgement.inProgress === 0 ? 'nobody' : peopleOf(judgement.inProgress, locale)}; the data is complete up to ${formatMoment(question.asOfUs, question.timeZone, locale)}`,
    ]);
  } else {
    facts.push(['Still in progress', 'nobody can be told to be: there is no time limit']);
  }
  const worst = quality.matches
    .filter(({ people }) => people > 0)
    .toSorted((a, b) => a.found / a.people - b.found / b.people);
  for (const match of worst.slice(0, MATCHES_SAID)) facts.push(['Lists', sayMatch(match, locale)]);
  // In any order nobody must have been anywhere before.
  if (question.order === 'any') return facts;
  const blind = judgement.blindSpots;
  facts.push([
    'Blind spots',
    blind.length === 0
      ? 'none: whoever was seen at a stage was seen at every measured one before it'
      : blind
          .map(({ stage, people }) => `${peopleOf(people, locale)} never seen at ${stageLabel(plan, stage)}`)
          .join('; '),
  ]);
  return facts;
}

function sayRows(quality: QualityReport, table: string | null, locale: string): string {
  if (table === null) {
    return `${formatCount(quality.rowsRead, locale)} read = ${formatCount(quality.rowsAccepted, locale)} accepted + ${formatCount(quality.rowsRejected, locale)} rejected + ${formatCount(quality.rowsExcluded, locale)} left out`;
  }
  const counted = `${formatCount(quality.rowsAccepted, locale)} of the ClickHouse table ${quote(table)} counted`;
  if (quality.rowsExcluded === 0) return counted;
  return `${counted}, ${formatCount(quality.rowsExcluded, locale)} dated in the future left out`;
}

function filesOf(profile: DatasetProfile, locale: string): readonly Fact[] {
  const { quality } = profile;
  const table = tableNameOf(profile);
  if (table !== null) return [[table, sayRows(quality, table, locale)]];

  return quality.parts.map((part): Fact => {
    const left = part.rowsRead - part.rowsAccepted;
    const said = `${formatCount(part.rowsRead, locale)} rows read, ${formatCount(part.rowsAccepted, locale)} accepted`;
    if (left === 0) return [part.file, said];
    return [
      part.file,
      `${said}, ${formatCount(part.rowsRejected, locale)} rejected, ${formatCount(part.rowsExcluded, locale)} left out`,
    ];
  });
}
