import type { FunnelAnswer, TrendAnswer } from '../../engine/answer.ts';
import type { FunnelQuery } from '../../engine/query.ts';
import { rankedFindings } from '../../insights/findings.ts';
import { judgeCapabilities } from '../../insights/tool-gaps.ts';
import { judgeTools } from '../../insights/tool-judgement.ts';
import { railOf, railOfNames } from '../../insights/tool-rail.ts';
import { capabilitiesOf } from '../../journey/capabilities.ts';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { likelyTemplate } from '../../journey/templates/likely-template.ts';
import type { ActionTrend } from '../../questions/action-trend.ts';
import type { AnsweredFindings, FindingQuestions } from '../../questions/findings.ts';
import type { PageSources } from './page-contents.ts';

/** What was asked of a journey for its page, and what was answered; `null` where there is no answer yet. */
export interface AnsweredPage {
  readonly plan: Plan;
  readonly profile: DatasetProfile;
  readonly question: FunnelQuery;
  readonly answer: FunnelAnswer;
  readonly asked: FindingQuestions;
  readonly answers: AnsweredFindings;
  readonly trend: ActionTrend | null;
  readonly trendAnswer: TrendAnswer | null;
  /** When the page is made, microseconds since 1970 UTC. */
  readonly madeUs: number;
}

/** Judges the answers for the page: the one way from figures to what it says, with a browser and without. */
export function judgePage(page: AnsweredPage): PageSources {
  const { plan, profile, question, answer, asked, answers, trend, trendAnswer, madeUs } = page;
  const names = profile.eventNames.map(({ name }) => name);
  const guessed = plan.template === undefined ? likelyTemplate(names) : null;
  const needs = capabilitiesOf(plan, guessed?.id ?? null);
  const isOrdered = question.order !== 'any';
  const listed = (plan.tools ?? []).length > 0 && isOrdered;
  const { evidence } = asked;
  const landscape =
    listed && evidence !== null && answers.evidence !== null
      ? judgeCapabilities(
          plan,
          needs,
          judgeTools(evidence, answers.evidence, plan.lowReach),
          evidence,
          answers.evidence,
          answer,
        )
      : null;
  return {
    plan,
    profile,
    question,
    answer,
    ranked: rankedFindings(plan, profile, asked, answers),
    landscape,
    rail: !isOrdered ? null : landscape === null ? railOfNames(needs, names) : railOf(landscape),
    trend: trend === null || trendAnswer === null ? null : { ...trend, answer: trendAnswer },
    madeUs,
  };
}
