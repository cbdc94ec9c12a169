import type { ReactNode } from 'react';
import type { FunnelQuery } from '../engine/query.ts';
import type { Plan } from '../journey/plan.ts';
import { Term } from '../ui/Term.tsx';
import { sayPopulation } from '../words/population.ts';
import styles from './JourneyPage.module.css';

export interface JourneyHeadProps {
  readonly plan: Plan;
  readonly question: FunnelQuery;
  /** What the steps are called, in order; none where the order is free. */
  readonly labels: readonly string[];
  /** Properties of people, the same at every step. */
  readonly ofPerson: readonly string[];
  /** What is going on, beside the name. */
  readonly status?: ReactNode;
  readonly undo?: ReactNode;
  /** Where the stages of the plan are changed. */
  readonly stepsHref?: string | undefined;
  /** Who answered, where it was not this browser. */
  readonly answeredBy?: ReactNode;
  /** The title, and what supports it. */
  readonly children: ReactNode;
}

/** Whose journey it is, what it comes to, and exactly who is counted. */
export function JourneyHead({
  plan,
  question,
  labels,
  ofPerson,
  status,
  undo,
  stepsHref,
  answeredBy,
  children,
}: JourneyHeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.eyebrow}>
        <bdi>{plan.name ?? 'Your journey'}</bdi>
        {status}
        {undo && <div className={styles.undo}>{undo}</div>}
      </div>
      {children}
      <p className={styles.population}>
        <b>Counted:</b> {sayPopulation(question, 'en', { labels, ofPerson })}
        {question.calendarDays && (
          <>
            {' '}
            <Term of="calendarDays">Why by calendar day?</Term>
          </>
        )}
        {stepsHref && (
          <>
            {' '}
            <a className={styles.change} href={stepsHref}>
              Change the steps
            </a>
          </>
        )}
      </p>
      {answeredBy}
    </header>
  );
}
