import { rankedFindings } from '../insights/findings.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import type { RankedFinding } from '../journey/ranked-finding.ts';
import {
  type AnsweredFindings,
  answersOf,
  compileFindings,
  type FindingQuestions,
  linkedView,
} from '../questions/findings.ts';
import { encodeView } from '../questions/url.ts';
import type { View } from '../questions/view.ts';
import { sayFindingOf } from '../words/findings.ts';
import { sayCertainty, sayFindingPopulation } from '../words/findings-population.ts';
import type { Ask } from './ask.ts';
import { findingWords } from './page/page-contents.ts';

/** The findings of a journey with all that was asked and answered for them. */
export interface ReportedFindings {
  readonly asked: FindingQuestions;
  readonly answers: AnsweredFindings;
  readonly ranked: readonly RankedFinding[];
}

/** Asks whatever the findings need. */
export function findFindings(plan: Plan, profile: DatasetProfile, ask: Ask, view: View): ReportedFindings {
  const asked = compileFindings(plan, profile, view);
  const answers = answersOf(asked, ask);
  return { asked, answers, ranked: rankedFindings(plan, profile, asked, answers) };
}

/** The findings as the report prints them: the sentence, who it is about, how sure it is, and where to see it. */
export function findingFigures({ asked, ranked }: ReportedFindings, plan: Plan, profile: DatasetProfile, view: View) {
  const words = findingWords({ plan, profile, question: asked.funnel });
  return ranked.map(({ finding, topic, population, certainty, link, rank }) => ({
    rank,
    topic,
    sentence: plain(sayFindingOf(finding, plan, asked.funnel)),
    population: plain(sayFindingPopulation(population, plan, 'en', words)),
    certainty: plain(sayCertainty(certainty)),
    figures: finding,
    screen: link.screen,
    question: encodeView(linkedView(view, link)),
  }));
}

/** No-break spaces and isolating marks are for a page; programs that read a report want plain spaces. */
export function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f\u2009]/gu, ' ').replaceAll(/[\u2068\u2069]/gu, '');
}
