import type { StageId } from '../journey/stages.ts';
import { DAY_US, parseDay } from '../journey/time-zone.ts';
import type { ToolEvidence } from '../journey/tool-findings.ts';
import { nameOf, type Speaker } from './findings.ts';
import { countOf, formatDay, quote } from './numbers.ts';
import { sayLost } from './worth.ts';

/** The first gap with what its headline needs. */
export interface SpokenGap {
  /** What the person asks. */
  readonly asks: string;
  readonly evidence: ToolEvidence;
  /** The best of the tools that are to answer it; `null` when there is none. */
  readonly tool: string | null;
  /** Where people are lost there, with how many; `null` where it is not measured. */
  readonly lost: { readonly people: number; readonly from: StageId } | null;
}

/** What there is to say first about the tools of a journey. */
export type ToolsHeadline =
  | ({ readonly code: 'gap' } & SpokenGap)
  /** Nothing is listed yet: `lost` is the leak with the highest worth. */
  | { readonly code: 'no-inventory'; readonly lost: SpokenGap['lost'] }
  | { readonly code: 'no-gap'; readonly needs: number }
  /** No needs are listed at all. */
  | { readonly code: 'no-needs'; readonly tools: number };

export interface HeadlineWords {
  /** People who are lost, where they are known. */
  readonly people: string | null;
  /** What they have nothing to hold on to with. */
  readonly gap: string;
}

/** The first line of the tools screen in two sentences. Names are the user's, isolated from the sentence's direction. */
export function sayToolsHeadline(headline: ToolsHeadline, plan: Speaker, locale = 'en'): HeadlineWords {
  switch (headline.code) {
    case 'gap': {
      const { lost } = headline;
      return {
        people: lost === null || lost.people === 0 ? null : sayLost(lost.people, lost.from, plan, locale),
        gap: sayGap(headline, locale),
      };
    }
    case 'no-inventory': {
      const { lost } = headline;
      return lost === null || lost.people === 0
        ? { people: null, gap: 'What do people find to hold on to, step by step?' }
        : {
            people: sayLost(lost.people, lost.from, plan, locale),
            gap: `What could they hold on to after ${nameOf(plan, lost.from)}?`,
          };
    }
    case 'no-gap':
      return {
        people: null,
        gap: `All ${countOf(headline.needs, 'need', 'needs', locale)} on your list have a tool that holds, or too few people to tell.`,
      };
    case 'no-needs':
      return {
        people: null,
        gap: `${countOf(headline.tools, 'tool is', 'tools are', locale)} listed, and no needs that they answer.`,
      };
  }
}

function sayGap({ asks, evidence, tool }: SpokenGap, locale: string): string {
  const need = quote(asks);
  if (tool === null) return `Nothing that you list answers ${need}`;
  const name = quote(tool);
  switch (evidence.code) {
    case 'dormant':
      return `${name}, which answered ${need}, went quiet on ${dayOf(evidence.quietSince, locale)}.`;
    case 'unused':
      return `Nobody used ${name}${evidence.uses > 0 ? ' at this step' : ''}, which is to answer ${need}`;
    case 'no-effect-shown':
      return `No gain is shown for ${name}, which is to answer ${need}`;
    case 'untracked':
      return `The data cannot show whether ${name} answers ${need}`;
    case 'planned':
      return `${name}, which is to answer ${need}, is only planned.`;
    case 'retired':
      return `${name}, which answered ${need}, is retired, and nothing took its place.`;
    default:
      return `${need} is answered by ${name} alone.`;
  }
}

function dayOf(text: string, locale: string): string {
  const us = parseDay(text);
  return us === null ? text : formatDay(us + DAY_US / 2, 'UTC', locale);
}
