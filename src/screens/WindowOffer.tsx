import type { FunnelAnswer } from '../engine/answer.ts';
import type { FunnelQuery } from '../engine/query.ts';
import { usualTime, usualWindow } from '../insights/usual-time.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { parseWindow } from '../journey/window.ts';
import type { View } from '../questions/view.ts';
import { Button } from '../ui/Button.tsx';
import { formatWindow } from '../words/numbers.ts';
import { sayUsualTime } from '../words/usual-time.ts';
import styles from './JourneyPage.module.css';
import { changed } from './view-changes.ts';

export interface WindowOfferProps {
  readonly plan: Plan;
  readonly profile: Pick<DatasetProfile, 'firstUs'>;
  readonly question: FunnelQuery;
  readonly answer: FunnelAnswer | undefined;
  readonly view: View;
  readonly onView: (next: View) => void;
}

/**
 * Where nothing limits how long somebody has: the time that those who acted needed, and a limit drawn from it. With it
 * recent people are in progress instead of lost. It changes the question alone, so that going back takes it back.
 */
export function WindowOffer({ plan, profile, question, answer, view, onView }: WindowOfferProps) {
  const { windowUs, order, steps, asOfUs, calendarDays } = question;
  if (windowUs !== null || order === 'any' || answer === undefined || asOfUs === null) return null;
  const stages = steps.slice(1).map(({ id }) => id);
  const usual = usualTime(answer, stages.find((id) => id === 'action') ?? stages.at(-1) ?? '');
  if (usual === null || profile.firstUs === null) return null;
  const window = usualWindow(usual, asOfUs - profile.firstUs);
  const us = window === null ? null : parseWindow(window);
  if (us === null) return null;
  return (
    <p className={styles.offer}>
      <span>{sayUsualTime(usual, plan, calendarDays)} With a limit, recent people are in progress and not lost.</span>
      <Button size="small" onClick={() => onView(changed(plan, view, 'window', window))}>
        Count within {formatWindow(us)}
      </Button>
    </p>
  );
}
