import type { Finding } from '../journey/findings.ts';
import type { Plan } from '../journey/plan.ts';
import { isNamedByFiles } from '../journey/usual-name.ts';
import { sayCannotCompare } from './comparisons.ts';
import {
  type StageWords,
  sayBestAndWorst,
  sayChangePoint,
  sayGapWorth,
  sayGrowth,
  sayLeakWorth,
  sayRateChange,
  sayRatesSteady,
  sayRowsRejected,
  saySourceEnds,
} from './findings-judged.ts';
import {
  countOf,
  formatCount,
  formatPercent,
  formatRate,
  formatWindow,
  isolate,
  peopleOf,
  pluralOf,
} from './numbers.ts';
import { sayMatch } from './quality.ts';
import { hasOwnLabel, isStage, STAGE_CAME, STAGE_DID, stageLabel } from './stages.ts';

/** Whose findings they are: labels and the journey's name come from the plan, and its sources tell who named it. */
export type Speaker = Pick<Plan, 'stages'> & { readonly name?: string; readonly sources?: Plan['sources'] };

/** A finding as a sentence. Every figure in it was measured. */
export function sayFinding(finding: Finding, plan: Speaker, locale = 'en'): string {
  const label = (id: string) => nameOf(plan, id);
  const people = (n: number) => peopleOf(n, locale);
  const number = (n: number) => formatCount(n, locale);
  const stages: StageWords = { label, did: (id) => didAt(plan, id) };
  switch (finding.code) {
    case 'nobody':
      return `Nobody reached ${label(finding.first)} in this time.`;
    case 'one-stage':
      return `${people(finding.people)} reached ${label(finding.stage)}.`;
    case 'reached':
      return sayReached(finding, plan, locale);
    case 'seen-at':
      return saySeenAt(finding, plan, locale);
    case 'did-all':
      return `Of ${people(finding.entered)} who did at least one of the ${finding.steps} steps, ${someOf(finding.reached, locale)} did all of them.`;
    case 'biggest-leak':
      return `${number(finding.lost)} got as far as ${label(finding.from)} and no further.`;
    case 'rate': {
      const { value: share, interval: range } = formatRate(finding.value, finding.low, finding.high, locale);
      const who =
        finding.windowUs === null
          ? `${people(finding.n)} at ${label(finding.from)}`
          : `${people(finding.n)} at ${label(finding.from)} whose ${formatWindow(finding.windowUs, locale)} ${finding.windowUs === DAY_US ? 'is' : 'are'} over`;
      return `That is the biggest leak: of the ${who}, ${share} went on to ${label(finding.to)} (95\u00a0% interval ${range}).`;
    }
    case 'too-few':
      return `From ${label(finding.from)} to ${label(finding.to)} there are too few people for a verdict: ${number(finding.n)}.`;
    case 'all-too-few':
      return finding.most === 0
        ? 'Nobody has had their whole time yet, so no rate can be given.'
        : `Too few people for a rate one could rely on: the largest group that a rate rests on has ${people(finding.most)}, and it takes 30.`;
    case 'in-progress':
      return `${people(finding.people)} ${pluralOf(finding.people, 'still has', 'still have', locale)} time and ${pluralOf(finding.people, 'counts', 'count', locale)} as in progress, not as lost.`;
    case 'no-window':
      return 'There is no time limit, so nobody is in progress: whoever has not gone on yet counts as having stopped.';
    case 'nobody-lost':
      return 'Nobody was lost on the way.';
    case 'blind-spot':
      return sayBlindSpot(finding, label, locale);
    case 'spoiled':
      return `${people(finding.people)} left the count, because an exclusion lay on their way.`;
    case 'growth':
      return sayGrowth(finding, stages, locale);
    case 'rate-change':
      return sayRateChange(finding, stages, locale);
    case 'rates-steady':
      return sayRatesSteady(finding.compared, finding.periods, locale);
    case 'cannot-compare':
      return sayCannotCompare({ ...finding, from: label(finding.from), to: label(finding.to) }, locale);
    case 'leak-worth':
      return sayLeakWorth(finding, stages, locale);
    case 'gap-worth':
      return sayGapWorth(finding, stages, locale);
    case 'change-point':
      return sayChangePoint(finding, stages, locale);
    case 'best-and-worst':
      return sayBestAndWorst(finding, stages, locale);
    case 'rows-rejected':
      return sayRowsRejected(finding, locale);
    case 'lists-apart':
      return sayMatch(finding, locale, finding.dateless);
    case 'source-ends':
      return saySourceEnds(finding, stages, locale);
  }
}

const DAY_US = 86_400e6;

function sayReached(finding: Extract<Finding, { code: 'reached' }>, plan: Speaker, locale: string): string {
  const { first, target, entered, reached } = finding;
  const some = someOf(reached, locale);
  const end =
    isStage(target) && !hasOwnLabel(plan, target)
      ? `${some} ${STAGE_DID[target].replace(/^were /, reached === 1 ? 'was ' : 'were ')}`
      : `${some} reached ${nameOf(plan, target)}`;
  if (isStage(first) && !hasOwnLabel(plan, first) && !isNamedByFiles(plan)) {
    const name = plan.name?.trim() ? isolate(plan.name.trim()) : 'you';
    const did = STAGE_CAME[first].replace(/^were /, entered === 1 ? 'was ' : 'were ');
    return `Of ${peopleOf(entered, locale)} who ${did} ${name}, ${end}.`;
  }
  return `Of ${countOf(entered, 'person', 'people', locale)} who reached ${nameOf(plan, first)}, ${end}.`;
}

function saySeenAt(finding: Extract<Finding, { code: 'seen-at' }>, plan: Speaker, locale: string): string {
  const { stage, seen, reached, windowUs } = finding;
  const own = isStage(stage) && !hasOwnLabel(plan, stage) ? STAGE_DID[stage] : `were seen at ${nameOf(plan, stage)}`;
  const did = seen === 1 ? own.replace(/^were /, 'was ') : own;
  const others = seen - reached;
  const who = reached === 0 ? 'they' : others === 1 ? 'the other one' : `the other ${formatCount(others, locale)}`;
  const ways =
    windowUs === null
      ? 'skipped a step before it or took one out of order'
      : `skipped a step before it, took one out of order, or needed more than ${formatWindow(windowUs, locale)} from first contact`;
  return `${peopleOf(seen, locale)} ${did} in all: ${who} ${ways}.`;
}

/** How the steps of a question are called: in any order people got as far as a number of steps, not as a stage. */
export function speakerOf(
  plan: Speaker,
  {
    order,
    steps,
  }: { readonly order: 'ordered' | 'strict' | 'any'; readonly steps: readonly { readonly id: string }[] },
  locale = 'en',
): Speaker {
  if (order !== 'any') return plan;
  const counted = steps.map((step, k) => [step.id, { label: countOf(k + 1, 'step', 'steps', locale) }]);
  return { ...plan, stages: Object.fromEntries(counted) as Plan['stages'] };
}

/** A finding of a question as a sentence; what is said of one stage, and not of a way between two, keeps its name. */
export function sayFindingOf(
  finding: Finding,
  plan: Speaker,
  question: Parameters<typeof speakerOf>[1],
  locale = 'en',
): string {
  const ofStages = finding.code === 'growth' || finding.code === 'source-ends' || finding.code === 'blind-spot';
  return sayFinding(finding, ofStages ? plan : speakerOf(plan, question, locale), locale);
}

/** What people did to be at a stage: "acted", or "reached Purchase" where the plan calls it something of its own. */
export function didAt(plan: Speaker, id: string): string {
  return isStage(id) && !hasOwnLabel(plan, id) ? STAGE_DID[id] : `reached ${nameOf(plan, id)}`;
}

/** A label of several words stands between quotation marks, so that it does not dissolve into the sentence. */
export function nameOf(plan: Speaker, id: string): string {
  const label = isolate(stageLabel(plan, id));
  return label.includes(' ') ? `\u201c${label}\u201d` : label;
}

function sayBlindSpot(
  { stage, people, implied }: Extract<Finding, { code: 'blind-spot' }>,
  label: (id: string) => string,
  locale: string,
): string {
  const share = formatPercent(people / implied, implied, locale);
  return `Of the ${peopleOf(implied, locale)} seen at ${label(stage)} or later, ${formatCount(people, locale)} ${pluralOf(people, 'was', 'were', locale)} never seen at ${label(stage)} itself (${share}): something there is not recorded.`;
}

function someOf(n: number, locale: string): string {
  return n === 0 ? 'nobody' : formatCount(n, locale);
}
