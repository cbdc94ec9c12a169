import type { ReactNode } from 'react';
import type { DatasetProfile } from '../../journey/profile.ts';
import { datelessRows, type QualityPart, type QualityReport, type RejectReason } from '../../journey/quality-report.ts';
import { Card } from '../../ui/Card.tsx';
import { type TableFile, TakeAway } from '../../ui/TakeAway.tsx';
import { formatCount } from '../../words/numbers.ts';
import { sayAlone, sayCellProblem, sayExcluded, sayNote, sayRejected } from '../../words/quality.ts';
import styles from './SummaryView.module.css';
import { WayToSteps } from './WayToSteps.tsx';

export interface RowsAccountProps {
  readonly profile: DatasetProfile;
  /** The way to the rejected rows. */
  readonly rejects?: ReactNode;
  /** Where the stages of the plan are changed. */
  readonly stepsHref?: string | undefined;
}

/** What became of every row: read = accepted + rejected + left out, in total and file by file. */
export function RowsAccount({ profile, rejects, stepsHref }: RowsAccountProps) {
  const { quality } = profile;
  const kinds = [
    { name: 'accepted', rows: quality.rowsAccepted, kind: 'accepted' },
    { name: 'rejected', rows: quality.rowsRejected, kind: 'rejected' },
    { name: 'left out', rows: quality.rowsExcluded, kind: 'excluded' },
  ];
  return (
    <Card
      title="Account of rows"
      subtitle="Every row that was read was accepted, rejected or left out."
      actions={<TakeAway name="Account of rows" table={() => rowsFile(quality)} />}
    >
      <dl className={styles.rows}>
        <div>
          <dt>Rows read</dt>
          <dd>{formatCount(quality.rowsRead)}</dd>
        </div>
        {kinds.map(({ name, rows, kind }) => (
          <div key={name} data-sub>
            <dt>
              <i className={styles.mark} data-kind={kind} />
              {name}
            </dt>
            <dd>{formatCount(rows)}</dd>
          </div>
        ))}
      </dl>
      {quality.rowsRead > 0 && (
        <div className={styles.shares} aria-hidden="true">
          {kinds.map(
            ({ name, rows, kind }) =>
              rows > 0 && <i key={name} data-kind={kind} style={{ flexGrow: rows / quality.rowsRead }} />,
          )}
        </div>
      )}
      <Parts parts={quality.parts} rejects={rejects} />
      <WayToSteps href={stepsHref} />
    </Card>
  );
}

/** What became of the rows of each file, and why, for a file: a line per file and reason, then the whole. */
function rowsFile({ parts, ...all }: QualityReport): TableFile {
  const line = (
    file: string,
    rows: Pick<QualityPart, 'rowsRead' | 'rowsAccepted' | 'rowsRejected' | 'rowsExcluded'>,
  ) => [file, 'all rows', rows.rowsRead, rows.rowsAccepted, rows.rowsRejected, rows.rowsExcluded];
  return {
    header: ['file', 'what', 'rows read', 'accepted', 'rejected', 'left out'],
    rows: [
      ...parts.flatMap((part) => [
        line(part.file, part),
        ...Object.entries(part.rejectedBy).map(([reason, rows]) => [
          part.file,
          sayRejected(reason as RejectReason, rows),
          null,
          null,
          rows,
          null,
        ]),
        ...part.excludedBy.map(({ reason, detail, rows }) => [
          part.file,
          sayExcluded(reason, detail, rows),
          null,
          null,
          null,
          rows,
        ]),
      ]),
      line('All files', all),
    ],
  };
}

function Parts({ parts, rejects }: { readonly parts: readonly QualityPart[]; readonly rejects: ReactNode }) {
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
              <li key={`${each.reason} ${each.detail}`}>{sayExcluded(each.reason, each.detail, each.rows)}</li>
            ))}
            {part.cellProblems.map((problem) => (
              <li key={`${problem.column} ${problem.problem}`}>{sayCellProblem(problem)}</li>
            ))}
            {part.alone !== undefined && (
              <li>{sayAlone(part.file, part.alone, part.people, 'en', datelessRows({ parts: [part] }, part.file))}</li>
            )}
            {part.notes.map((note) => (
              <li key={note.code}>{sayNote(note)}</li>
            ))}
          </ul>
        </section>
      ))}
      {rejects}
    </details>
  );
}
