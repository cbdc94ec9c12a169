import type { ReactNode } from 'react';
import type { FunnelQuery } from '../../engine/query.ts';
import type { FunnelJudgement } from '../../insights/funnel-judgement.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import type { ExcludeReason, QualityPart, RejectReason } from '../../journey/quality-report.ts';
import { Card } from '../../ui/Card.tsx';
import { GLOSSARY } from '../../words/glossary.ts';
import { formatCount, formatDayRange, formatMoment, peopleOf } from '../../words/numbers.ts';
import { sayExcluded, sayMatch, sayNote, sayRejected } from '../../words/quality.ts';
import styles from './SummaryView.module.css';

export interface HowSureProps {
  readonly profile: DatasetProfile;
  readonly question: FunnelQuery;
  readonly judgement: FunnelJudgement;
  readonly spoiled: number;
  readonly tookMs: number | null;
}

/** The account behind the numbers: what became of every row, how well lists joined, up to when the data reaches. */
export function HowSure({ profile, question, judgement, spoiled, tookMs }: HowSureProps) {
  const { quality } = profile;
  const zone = question.timeZone;
  return (
    <Card title="How sure are we?" subtitle={dataSentence(profile, zone)}>
      <dl className={styles.rows}>
        <Row name="Rows read">{formatCount(quality.rowsRead)}</Row>
        <Row name="accepted" sub>
          {formatCount(quality.rowsAccepted)}
        </Row>
        <Row name="rejected" sub>
          {formatCount(quality.rowsRejected)}
        </Row>
        <Row name="left out" sub>
          {formatCount(quality.rowsExcluded)}
        </Row>
        {quality.matches.map((match) => (
          <div key={`${match.file} ${match.other}`} className={styles.sentence}>
            <dt>{sayMatch(match)}</dt>
          </div>
        ))}
        <Row name="Still in progress">
          {question.windowUs === null ? 'nobody: no time limit' : peopleOf(judgement.inProgress)}
        </Row>
        {spoiled > 0 && <Row name="Left the count by an exclusion">{peopleOf(spoiled)}</Row>}
        <Row name="Data complete up to">
          {question.asOfUs === null ? 'not needed: no time limit' : formatMoment(question.asOfUs, zone)}
        </Row>
        <Row name="Days are cut in">{zone}</Row>
      </dl>
      {question.calendarDays && (
        <p className={styles.note}>
          <b>Counted by calendar day.</b> {GLOSSARY.calendarDays.meaning}
        </p>
      )}
      <Parts parts={quality.parts} />
      {tookMs !== null && (
        <p className={styles.took}>Answered in {formatCount(Math.max(1, tookMs))} ms, in this browser.</p>
      )}
    </Card>
  );
}

function dataSentence(profile: DatasetProfile, zone: string): string {
  const events = `${formatCount(profile.eventCount)} events of ${peopleOf(profile.personCount)}`;
  if (profile.firstUs === null || profile.lastUs === null) return `${events}.`;
  return `${events}, ${formatDayRange(profile.firstUs, profile.lastUs, zone)}.`;
}

function Row({
  name,
  sub = false,
  children,
}: {
  readonly name: string;
  readonly sub?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div data-sub={sub || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Parts({ parts }: { readonly parts: readonly QualityPart[] }) {
  if (parts.length === 0) return null;
  return (
    <details className={styles.parts}>
      <summary>How each file was read</summary>
      {parts.map((part) => (
        <section key={`${part.sourceIndex} ${part.file}`}>
          <h3>
            <bdi>{part.file}</bdi>
          </h3>
          <ul>
            <li>
              {formatCount(part.rowsRead)} rows read = {formatCount(part.rowsAccepted)} accepted +{' '}
              {formatCount(part.rowsRejected)} rejected + {formatCount(part.rowsExcluded)} left out
            </li>
            {Object.entries(part.rejectedBy).map(([reason, rows]) => (
              <li key={reason}>{sayRejected(reason as RejectReason, rows)}</li>
            ))}
            {part.excludedBy.map((each) => (
              <li key={`${each.reason} ${each.detail}`}>
                {sayExcluded(each.reason satisfies ExcludeReason, each.detail, each.rows)}
              </li>
            ))}
            {part.notes.map((note) => (
              <li key={note.code}>{sayNote(note)}</li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}
