import { DAY_US, parseDay } from '../journey/time-zone.ts';
import type { CapabilityState, MeasuredEffect, MeasuredShare, ToolEvidence } from '../journey/tool-findings.ts';
import { type TransitionId, transitionEnds } from '../journey/tools.ts';
import { sayDifference, sayShareBeside } from './comparisons.ts';
import { nameOf, type Speaker } from './findings.ts';
import {
  countOf,
  formatCount,
  formatDay,
  formatDuration,
  formatPercent,
  formatRate,
  peopleOf,
  pluralOf,
} from './numbers.ts';

const NBSP = '\u00a0';

/** The states as one reads them beside a tool or a capability. */
export const STATE_WORDS: Readonly<Record<CapabilityState, string>> = {
  planned: 'planned',
  retired: 'retired',
  unlisted: 'not in your inventory',
  untracked: 'cannot be seen',
  unused: 'never used',
  dormant: 'went quiet',
  'too-few-people': 'too few people',
  'low-reach': 'reaches few',
  'no-effect-shown': 'no effect shown',
  working: 'works',
  missing: 'no tool',
};

/** What stands beside every effect: how it was found, and what it is not. */
export const EFFECT_NOTE =
  'Each user is set beside somebody at the same stage who was there on the same day and had not used it. That is an association, not a proof that the tool did it.';

/** A transition by its stages: "Motivation → Action", "into Awareness", "Relationship, once more". */
export function sayTransition(id: TransitionId, plan: Speaker): string {
  const { from, to } = transitionEnds(id);
  if (from === null) return `into ${nameOf(plan, to)}`;
  return from === to ? `${nameOf(plan, to)}, once more` : `${nameOf(plan, from)} \u2192 ${nameOf(plan, to)}`;
}

/** The state in a few words, with the day on which a tool went quiet. */
export function sayStateShort(evidence: ToolEvidence, locale = 'en'): string {
  if (evidence.code === 'dormant') return `went quiet on ${dayOf(evidence.quietSince, locale)}`;
  if (evidence.code === 'unused' && evidence.uses > 0) return 'not used here';
  if (evidence.code === 'too-few-people' && evidence.people === null) return 'step not measured';
  if (evidence.code === 'too-few-people' && evidence.users >= evidence.needed) return 'too few to compare';
  if (evidence.code === 'planned' && evidence.since !== null) return `planned from ${dayOf(evidence.since, locale)}`;
  if (evidence.code === 'no-effect-shown' && evidence.effect.high < 0) return 'no gain shown';
  return STATE_WORDS[evidence.code];
}

/** Whether the sentence of `sayToolState` tells what `sayStateShort` does not. */
export function saysMore(evidence: ToolEvidence): boolean {
  return evidence.code === 'retired' ? evidence.lastUse !== null : evidence.code !== 'planned';
}

/**
 * What the figures say of a tool, or of a need that nothing answers: one sentence, then whether it is quiet for the season,
 * and where else it was judged.
 */
export function sayToolState(evidence: ToolEvidence, plan: Speaker, locale = 'en'): string {
  const sentence = `${sentenceOf(evidence, plan, locale)}${saySeason(evidence, locale)}`;
  const spanning = 'spanning' in evidence ? evidence.spanning : null;
  if (spanning === null) return sentence;
  const step = `${nameOf(plan, spanning.from)} to ${nameOf(plan, spanning.to)}`;
  return `${sentence} Judged from ${step}, because what lies between is not measured.`;
}

/** How the seller answered: as `engine` counts it. */
export interface SpokenAnswers {
  readonly waited: { readonly n: number; readonly medianUs: number } | null;
  /** People answered within a day. */
  readonly withinDay: number;
  readonly unanswered: number;
}

/** With fewer answers than this half of them say little of the others. */
const FEWEST_ANSWERS = 30;

/** "380 of 412 people were answered, half of them within 4 h; 300 within a day (73 %), and 32 waited in vain." */
export function sayAnswers({ waited, withinDay, unanswered }: SpokenAnswers, locale = 'en'): string {
  const answered = waited?.n ?? 0;
  const all = answered + unanswered;
  if (all === 0) return 'Nobody has waited for an answer yet.';
  if (waited === null || answered === 0) return `None of ${peopleOf(all, locale)} ${was(all, locale)} answered.`;
  const typical = answered < FEWEST_ANSWERS ? ',' : `, half of them within ${formatDuration(waited.medianUs, locale)};`;
  const soon =
    withinDay === 0
      ? 'none within a day'
      : `${formatCount(withinDay, locale)} within a day (${formatPercent(withinDay / all, all, locale)})`;
  const never = unanswered === 0 ? 'nobody' : formatCount(unanswered, locale);
  return `${formatCount(answered, locale)} of ${peopleOf(all, locale)} ${was(answered, locale)} answered${typical} ${soon}, and ${never} waited in vain.`;
}

function sentenceOf(evidence: ToolEvidence, plan: Speaker, locale: string): string {
  const people = (n: number) => peopleOf(n, locale);
  const day = (text: string) => dayOf(text, locale);
  const stage = 'stage' in evidence && evidence.stage !== null ? nameOf(plan, evidence.stage) : null;
  const at = stage === null ? 'on the way in' : `at ${stage}`;
  const came = stage === null ? 'came in' : `reached ${stage}`;
  switch (evidence.code) {
    case 'planned':
      return evidence.since === null
        ? 'It is planned, without a day yet.'
        : `It is planned from ${day(evidence.since)} on.`;
    case 'retired': {
      const last = evidence.lastUse === null ? '' : `, and was last used on ${day(evidence.lastUse)}`;
      return `It is retired${last}.`;
    }
    case 'unlisted':
      return `It is in the data and not in the inventory: ${countOf(evidence.uses, 'use', 'uses', locale)} by ${people(evidence.people)}, ${spanOf(evidence.firstUse, evidence.lastUse, locale)}.`;
    case 'untracked':
      return evidence.why === 'no-rule'
        ? 'It is listed, and no event is named that could show its use.'
        : 'It is listed, and the events named for it do not occur in the data.';
    case 'unused': {
      const since = evidence.since === null ? '' : ` since ${day(evidence.since)}`;
      const start = `${people(evidence.people)} ${came}${since}, and`;
      if (evidence.uses === 0) return `${start} the data shows no use of it.`;
      const nobody = evidence.people === 1 ? 'did not use it' : 'none of them used it';
      const uses = evidence.uses === 1 ? 'the one use' : `all ${formatCount(evidence.uses, locale)} uses`;
      return `${start} ${nobody} before going on: ${uses} of it came at other times or other steps.`;
    }
    case 'dormant':
      return sayDormant(evidence, came, locale);
    case 'too-few-people':
      return sayTooFew(evidence, came, locale);
    case 'low-reach': {
      const whole = Math.round(evidence.limit * 1000) % 10 === 0;
      const limit = formatPercent(evidence.limit, whole ? 1 : undefined, locale);
      return `${sayReach(evidence.reach, at, locale)}, which is below the limit of ${limit}.`;
    }
    case 'no-effect-shown':
      return `${sayReach(evidence.reach, at, locale)}, and no gain is shown: ${sayEffect(evidence.effect, locale)}${sayDoubt(evidence.effect)}.`;
    case 'working':
      return evidence.effect === null
        ? `${sayReach(evidence.reach, at, locale)}, ${countOf(evidence.uses, 'time', 'times', locale)} in all.`
        : `${sayReach(evidence.reach, at, locale)}: ${sayEffect(evidence.effect, locale)}.`;
    case 'missing':
      return sayMissing(evidence, stage, locale);
  }
}

/** "863 uses from 5 Jul 2025 to 8 Mar 2026": of what the inventory lacks, where it is known that it does. */
export function sayUses(evidence: Evidence<'unlisted'>, locale = 'en'): string {
  return `${countOf(evidence.uses, 'use', 'uses', locale)} ${spanOf(evidence.firstUse, evidence.lastUse, locale)}`;
}

function saySeason(evidence: ToolEvidence, locale: string): string {
  const seasonal = 'seasonal' in evidence ? evidence.seasonal : undefined;
  if (seasonal === undefined) return '';
  const { quietSince, quietSinceYearBefore } = seasonal;
  return ` It has been quiet since ${dayOf(quietSince, locale)}, as it was from ${dayOf(quietSinceYearBefore, locale)} a year before.`;
}

type Evidence<C extends ToolEvidence['code']> = Extract<ToolEvidence, { readonly code: C }>;

function sayDormant(evidence: Evidence<'dormant'>, came: string, locale: string): string {
  const { usesPerWeek, uses, lastUse, quietDays, peopleSince, chance } = evidence;
  const before =
    usesPerWeek >= 1.5 ? `${formatCount(usesPerWeek, locale)} uses a week` : countOf(uses, 'use', 'uses', locale);
  const time =
    quietDays < 14
      ? countOf(quietDays, 'day', 'days', locale)
      : countOf(Math.floor(quietDays / 7), 'week', 'weeks', locale);
  const missed = peopleSince === 0 ? '' : `, while ${peopleOf(peopleSince, locale)} ${came}`;
  return `${before} until ${dayOf(lastUse, locale)}, none in the ${time} since${missed}: used as before, it would be that quiet with a chance of ${sayChance(chance, locale)}.`;
}

/** "about 1 in 2,300": two leading figures, and nothing finer than a million. */
function sayChance(chance: number, locale: string): string {
  if (chance < 1e-6) return `less than 1${NBSP}in a${NBSP}million`;
  const times = 1 / chance;
  const grain = 10 ** Math.max(0, Math.floor(Math.log10(times)) - 1);
  return `about 1${NBSP}in${NBSP}${formatCount(Math.round(times / grain) * grain, locale)}`;
}

function sayTooFew(evidence: Evidence<'too-few-people'>, came: string, locale: string): string {
  const { people, users, pairs, needed } = evidence;
  if (people === null) return 'The step that it serves is not measured, so there is nobody to judge it by.';
  if (people === 0) return `Nobody ${came}, so there is nothing to judge.`;
  const used = users === 0 ? 'nobody' : formatCount(users, locale);
  const start = `${peopleOf(people, locale)} ${came} and ${used} used it`;
  const takes = `and a verdict takes ${formatCount(needed, locale)}`;
  if (pairs === null) return `${start}: too few of them had their whole time, ${takes}.`;
  if (pairs === 0) return `${start}: no user can be set beside somebody comparable, ${takes}.`;
  return `${start}: ${countOf(pairs, 'user', 'users', locale)} can be set beside somebody comparable, ${takes}.`;
}

/** "47 of 2,370 people at Interest used it: 2 % (95 % interval 1–3 %)". */
function sayReach(reach: MeasuredShare, at: string, locale: string): string {
  const { value, interval } = formatRate(reach.value, reach.low, reach.high, locale);
  const users = Math.round(reach.value * reach.n);
  return `${formatCount(users, locale)} of ${peopleOf(reach.n, locale)} ${at} used it, ${value} (95${NBSP}% interval ${interval})`;
}

/** "of 214 pairs of people, 40 % went on with it and 38 % without, +2.1 points (95 % interval −5.0 to +9.2)". */
function sayEffect(effect: MeasuredEffect, locale: string): string {
  const { value, interval } = sayDifference({ value: effect.difference, low: effect.low, high: effect.high }, locale);
  const share = (part: number) => sayShareBeside(part, effect, locale);
  return `of ${countOf(effect.pairs, 'pair', 'pairs', locale)} of like people, ${share(effect.exposed)} went on with it and ${share(effect.unexposed)} without, ${value} (95${NBSP}% interval ${interval})`;
}

function sayDoubt({ low, high }: MeasuredEffect): string {
  // A partner was at the stage that day, perhaps because of another tool: nothing says that this one turned people away.
  if (high < 0) return ': fewer than of those beside them, who may have had something else to hold on to';
  return low > 0 ? ', which among so many comparisons may be chance' : ', which may be chance';
}

function sayMissing({ people, lost }: Evidence<'missing'>, stage: string | null, locale: string): string {
  if (people === null || stage === null) return 'No tool is listed that answers it.';
  if (people === 0) return `No tool is listed that answers it, and nobody reached ${stage} yet.`;
  const of = `${peopleOf(people, locale)} at ${stage}`;
  if (lost === null) return `No tool is listed that answers it for the ${of}.`;
  if (lost === 0) return `No tool is listed that answers it, and of the ${of} nobody was lost so far.`;
  return `No tool is listed that answers it, and of the ${of} ${formatCount(lost, locale)} got no further.`;
}

function spanOf(first: string, last: string, locale: string): string {
  return first === last ? `on ${dayOf(first, locale)}` : `from ${dayOf(first, locale)} to ${dayOf(last, locale)}`;
}

/** A day `YYYY-MM-DD` as one reads it; anything else as it is. */
function dayOf(text: string, locale: string): string {
  const us = parseDay(text);
  return us === null ? text : formatDay(us + DAY_US / 2, 'UTC', locale);
}

function was(n: number, locale: string): string {
  return pluralOf(n, 'was', 'were', locale);
}
