import type { ReactNode } from 'react';
import type { FunnelQuery } from '../../engine/query.ts';
import type { FunnelJudgement } from '../../insights/funnel-judgement.ts';
import type { Plan } from '../../journey/plan.ts';
import { type Speaker, sayFinding } from '../../words/findings.ts';
import { countOf } from '../../words/numbers.ts';
import { stageLabel } from '../../words/stages.ts';
import { JourneyHead } from '../JourneyHead.tsx';
import { useTitleFocus } from '../use-title-focus.ts';
import styles from './SummaryView.module.css';

export interface HeadlineProps {
  readonly plan: Plan;
  /** Properties of people, the same at every step. */
  readonly ofPerson: readonly string[];
  readonly question: FunnelQuery;
  readonly judgement: FunnelJudgement | null;
  readonly undo?: ReactNode;
  readonly stepsHref?: string | undefined;
  readonly answeredBy?: ReactNode;
}

/** The summary in two sentences, what supports them, and exactly who is counted. */
export function Headline({ plan, ofPerson, question, judgement, undo, stepsHref, answeredBy }: HeadlineProps) {
  const labels = question.order === 'any' ? [] : question.steps.map(({ id }) => stageLabel(plan, id));
  const speaker: Speaker = question.order === 'any' ? { ...plan, stages: countedSteps(question) } : plan;
  const title = useTitleFocus();
  const [first, ...rest] = judgement?.headline ?? [];
  return (
    <JourneyHead
      plan={plan}
      question={question}
      labels={labels}
      ofPerson={ofPerson}
      undo={undo}
      stepsHref={stepsHref}
      answeredBy={answeredBy}
    >
      <h1 ref={title} tabIndex={-1} className={styles.title}>
        {first ? sayFinding(first, speaker) : 'Where do people fall off?'}
        {rest.map((finding) => (
          <span key={finding.code}>
            {' '}
            {finding.code === 'biggest-leak' ? <em>{sayFinding(finding, speaker)}</em> : sayFinding(finding, speaker)}
          </span>
        ))}
      </h1>
      {judgement && judgement.support.length > 0 && (
        <p className={styles.support}>{judgement.support.map((finding) => sayFinding(finding, speaker)).join(' ')}</p>
      )}
    </JourneyHead>
  );
}

/** In any order people got as far as a number of steps, not as a stage. */
function countedSteps(question: FunnelQuery): Plan['stages'] {
  return Object.fromEntries(question.steps.map((step, k) => [step.id, { label: countOf(k + 1, 'step', 'steps') }]));
}
