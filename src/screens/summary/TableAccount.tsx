import type { DatasetProfile } from '../../journey/profile.ts';
import { tableNameOf } from '../../journey/table-source.ts';
import { Card } from '../../ui/Card.tsx';
import { formatCount, formatMoment } from '../../words/numbers.ts';
import styles from './SummaryView.module.css';
import { WayToSteps } from './WayToSteps.tsx';

export interface TableAccountProps {
  readonly profile: DatasetProfile;
  /** Where the stages of the plan are changed. */
  readonly stepsHref?: string | undefined;
}

/** What was counted of a table, in place of an account of rows that were read from files. */
export function TableAccount({ profile, stepsHref }: TableAccountProps) {
  const { quality, nowUs } = profile;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Card title="What is counted of the table" subtitle={`As it was on ${formatMoment(nowUs, zone)}.`}>
      <dl className={styles.rows}>
        <div>
          <dt>Table</dt>
          <dd>
            <bdi>{tableNameOf(profile)}</bdi>
          </dd>
        </div>
        <div>
          <dt>Rows counted</dt>
          <dd>{formatCount(quality.rowsAccepted)}</dd>
        </div>
        {quality.rowsExcluded > 0 && (
          <div>
            <dt>Left out, dated later than that</dt>
            <dd>{formatCount(quality.rowsExcluded)}</dd>
          </div>
        )}
      </dl>
      <p className={styles.note}>
        Its events are not fetched: questions go to this page’s own server, which asks the table. Rows that the plan
        leaves out are not counted here.
      </p>
      <WayToSteps href={stepsHref} />
    </Card>
  );
}
