import type { StageId } from '../journey/stages.ts';
import { DAY_US, parseDay } from '../journey/time-zone.ts';
import type { ToolEvidence } from '../journey/tool-findings.ts';
import type { TransitionId } from '../journey/tools.ts';
import type { CsvCell } from './csv.ts';
import { nameOf, type Speaker } from './findings.ts';
import { formatCount, formatDay, formatList, formatPercent, isolate } from './numbers.ts';
import { sayStateShort, saysMore, sayToolState, sayTransition } from './tools.ts';
import {
  type SpokenRange,
  type SpokenReference,
  type SpokenValue,
  sayBestQuarter,
  sayLost,
  sayRange,
  sayReference,
  sayValue,
  sayWorthUnit,
} from './worth.ts';

/** A gap as `insights` ranks it, with what the plan says of who closes it. */
export interface SpokenGapItem {
  readonly transition: TransitionId;
  readonly asks: string;
  /** What answers it, where that is known; else ''. */
  readonly answers: string;
  readonly evidence: ToolEvidence;
  /** The best tool that is to answer it. */
  readonly tool: string | null;
  readonly worth: SpokenWorth | null;
  readonly owner: string;
  /** Day `YYYY-MM-DD`, or ''. */
  readonly due: string;
  /**
   * Place of the gap at the same measured transition that tells its worth, from 0; `null` when this one does. A worth is
   * the transition's, and said once, so that nobody adds it up over gaps.
   */
  readonly toldAt: number | null;
  /** Whether a gap before it has said to the letter what the figures say of this one: the same step has no tool either. */
  readonly isSaid: boolean;
}

/** What the measured transition of a gap is worth. */
export interface SpokenWorth {
  readonly from: StageId | null;
  readonly to: StageId;
  readonly peopleLost: number | null;
  readonly worth: (SpokenRange & { readonly value: number }) | null;
  readonly reference: SpokenReference | null;
  readonly value: SpokenValue;
}

export interface WorthWords {
  /** "€4,030 – €7,150 more"; `null` where nothing can be said. */
  readonly amount: string | null;
  /** On what it rests, or why nothing can be said. */
  readonly why: string;
}

/** What closing the gaps of a transition would bring, with its assumption; honest where it may be nothing. */
export function sayGapWorth(worth: SpokenWorth | null, plan: Speaker, locale = 'en'): WorthWords {
  if (worth === null || worth.from === null || worth.from === worth.to) {
    return {
      amount: null,
      why: 'What it is worth cannot be counted: nobody is lost on the way in, nor while staying.',
    };
  }
  if (worth.worth === null || worth.reference === null) {
    return { amount: null, why: 'Too few people so far to tell what it is worth.' };
  }
  const assumption = sayReference(worth.reference, locale);
  if (worth.worth.high < 0.5) {
    const best = sayBestQuarter(worth.reference, locale);
    return best === null
      ? { amount: null, why: `Nothing more ${assumption}: as many go on already.` }
      : {
          amount: null,
          why: `As many go on as in its own best quarter, ${best}. A target would tell what more is worth.`,
        };
  }
  const amount = `${sayRange(worth.worth, worth.value, locale)} ${sayWorthUnit(worth.worth, worth.value, worth.to, plan)}`;
  const each = sayValue(worth.value, locale);
  const why = `${assumption}${each === null ? '' : `, ${each}`}`;
  const doubt = worth.worth.low < 0.5 ? '. It may be nothing: the step is perhaps as good as that already' : '';
  return { amount, why: `${why}${doubt}.` };
}

/** Why the needs on both sides of stages without events cannot be told apart, and what would; `null` without such. */
export function sayNotApart(stages: readonly StageId[], plan: Speaker, locale = 'en'): string | null {
  if (stages.length === 0) return null;
  const names = formatList(
    stages.map((id) => nameOf(plan, id)),
    locale,
  );
  const [are, them] = stages.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return `${names} ${are} not measured, so what people need before and after ${them} is counted together. Events for ${them} would tell which is worth more.`;
}

/** By what the list is ranked, as far as its figures bear it. */
export function sayRanking(worths: readonly (SpokenWorth | null)[]): string {
  const known = worths.flatMap((one) => (one?.worth ? [one.worth] : []));
  if (known.length === 0) return 'Nothing can be said of their worth so far, so they stand in the order of the steps.';
  const sure = known.filter(({ low }) => low >= 0.5).length;
  if (sure === known.length) return 'First what would bring most at the least.';
  if (sure === 0) {
    return 'Each of them may bring nothing, so they stand by the middle of their spans. A target for a step says more than its own best quarter.';
  }
  return 'First what would bring most at the least; where that may be nothing, by the middle of its span.';
}

/** The day by which something is to be done: "15 Aug 2026". */
export function sayDue(day: string, locale = 'en'): string {
  const us = parseDay(day);
  return us === null ? day : formatDay(us + DAY_US / 2, 'UTC', locale);
}

/** Instead of the worth of a step that is said already, at the gap of that place. */
export function sayToldAt(place: number, locale = 'en'): string {
  return `Counted together with ${formatCount(place + 1, locale)}: the same worth.`;
}

/** The list as text, to be pasted anywhere; `about` says who was counted, when and from which data. */
export function gapsAsText(
  items: readonly SpokenGapItem[],
  plan: Speaker,
  about: readonly string[] = [],
  locale = 'en',
): string {
  const title = plan.name?.trim() ? `${plan.name.trim()}: where to build next` : 'Where to build next';
  const blocks = items.map((item, k) => {
    const { amount, why } = sayGapWorth(item.worth, plan, locale);
    const from = item.worth?.from ?? null;
    const lost = item.toldAt === null ? (item.worth?.peopleLost ?? null) : null;
    const worth = amount === null ? why : `Worth ${amount}, ${why}`;
    const more = saysMore(item.evidence) && !item.isSaid ? ` ${sayToolState(item.evidence, plan, locale)}` : '';
    const lines = [
      `${k + 1}. ${plainText(item.asks)} (${sayTransition(item.transition, plan)})`,
      `   ${item.tool === null ? '' : `${plainText(item.tool)}: `}${sayStateShort(item.evidence, locale)}.${more}`,
      ...(from === null || lost === null ? [] : [`   ${sayLost(lost, from, plan, locale)}`]),
      `   ${item.toldAt === null ? worth : sayToldAt(item.toldAt, locale)}`,
      ...(item.answers === '' ? [] : [`   What answers it: ${plainText(item.answers)}`]),
      ...(item.owner === '' && item.due === ''
        ? []
        : [
            `   ${[item.owner && `Owner: ${plainText(item.owner)}`, item.due && `by ${sayDue(item.due, locale)}`].filter(Boolean).join(', ')}`,
          ]),
    ];
    return lines.join('\n');
  });
  const foot = about.length === 0 ? [] : [about.join('\n')];
  return `${[title, ...blocks, ...foot].join('\n\n')}\n`.replaceAll(/[\u2066-\u2069]/g, '').replaceAll('\u00a0', ' ');
}

/** The list for a file; an empty cell where nothing may be said, and where the worth of the step is said already. */
export function gapsTable(items: readonly SpokenGapItem[], plan: Speaker, locale = 'en') {
  return {
    header: [
      'rank',
      'transition',
      'need',
      'state',
      'tool',
      'evidence',
      'people lost',
      'worth low',
      'worth high',
      'unit',
      'assumption',
      'owner',
      'due',
    ],
    rows: items.map(({ worth, ...item }, k): readonly CsvCell[] => {
      const told = item.toldAt === null ? worth : null;
      return [
        k + 1,
        item.transition,
        item.asks,
        item.evidence.code,
        item.tool,
        plain(sayToolState(item.evidence, plan, locale)),
        worth?.peopleLost ?? null,
        told?.worth?.low ?? null,
        told?.worth?.high ?? null,
        told?.worth ? unitOf(told.value) : null,
        item.toldAt === null
          ? told?.reference
            ? sayAssumption(told.reference, locale)
            : null
          : `as rank ${item.toldAt + 1}`,
        item.owner,
        item.due,
      ];
    }),
  };
}

/** The rate against which a worth is measured: "target 50 %", "2025-Q4, its best quarter: 43 % at the least". */
function sayAssumption(reference: SpokenReference, locale = 'en'): string {
  const rate = plain(formatPercent(reference.rate, 1, locale));
  return reference.code === 'target'
    ? `target ${rate}`
    : `${reference.quarter}, its best quarter: ${rate} at the least`;
}

/** In what a worth is counted: a currency, "value" or "people". */
function unitOf(value: SpokenValue): string {
  return value.from === 'plan' ? value.currency : value.from === 'data' ? 'value' : 'people';
}

/** A name on a line of its own needs no isolation, and breaks no line. */
function plainText(text: string): string {
  return isolate(text).replaceAll(/\s+/g, ' ').trim();
}

function plain(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/g, '').replaceAll('\u00a0', ' ');
}
