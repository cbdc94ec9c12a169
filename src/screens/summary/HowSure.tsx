import type { ReactNode } from 'react';
import type { FunnelQuery } from '../../engine/query.ts';
import type { FunnelJudgement } from '../../insights/funnel-judgement.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { tableNameOf } from '../../journey/table-source.ts';
import { Card } from '../../ui/Card.tsx';
import { TakeAway } from '../../ui/TakeAway.tsx';
import { Term } from '../../ui/Term.tsx';
import { GLOSSARY } from '../../words/glossary.ts';
import { formatCount, formatDayRange, formatMoment, peopleOf, peopleOrNobody } from '../../words/numbers.ts';
import { ListMatches, matchesFile } from './ListMatches.tsx';
import styles from './SummaryView.module.css';

export interface HowSureProps {
  readonly profile: DatasetProfile;
  readonly question: FunnelQuery;
  readonly judgement: FunnelJudgement;
  readonly spoiled: number;
  readonly tookMs: number | null;
  /** Zone and time taken, too. */
  readonly technical?: boolean;
}

/** How far the numbers carry: up to when the data reaches, who still has time, how well the lists joined. */
export function HowSure({ profile, question, judgement, spoiled, tookMs, technical = true }: HowSureProps) {
  const { quality } = profile;
  const zone = question.timeZone;
  const isTable = tableNameOf(profile) !== null;
  return (
    <Card title="How sure are we?" subtitle={dataSentence(profile, zone)}>
      <dl className={styles.rows}>
        <Row name={<Term of="asOf">Data complete up to</Term>}>
          {question.asOfUs === null ? 'not needed: no time limit' : formatMoment(question.asOfUs, zone)}
        </Row>
        <Row name={<Term of="inProgress">Still in progress</Term>}>
          {question.windowUs === null ? 'nobody: no time limit' : peopleOrNobody(judgement.inProgress)}
        </Row>
        {spoiled > 0 && <Row name="Left the count by an exclusion">{peopleOf(spoiled)}</Row>}
        {technical && <Row name="Time zone">{zone}</Row>}
        {technical && tookMs !== null && (
          <Row name={isTable ? 'Answered by ClickHouse in' : 'Answered in this browser in'} onScreen>
            {formatCount(Math.max(1, tookMs))} ms
          </Row>
        )}
      </dl>
      {question.calendarDays && (
        <p className={styles.note}>
          <b>Counted by calendar day.</b> {GLOSSARY.calendarDays.meaning}
        </p>
      )}
      {quality.matches.length > 0 && (
        <>
          <div className={styles.subheading}>
            <h3>How well the lists joined</h3>
            <TakeAway name="How well the lists joined" table={() => matchesFile(quality.matches)} />
          </div>
          <ListMatches quality={quality} />
        </>
      )}
    </Card>
  );
}

function dataSentence(profile: DatasetProfile, zone: string): string {
  const events = `${formatCount(profile.eventCount)} events of ${peopleOf(profile.personCount)}`;
  if (profile.firstUs === null || profile.lastUs === null) return `${events}.`;
  return `${events}, ${formatDayRange(profile.firstUs, profile.lastUs, zone)}.`;
}

function Row(props: { readonly name: ReactNode; readonly onScreen?: boolean; readonly children: ReactNode }) {
  return (
    <div className={props.onScreen ? styles.onScreen : undefined}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
