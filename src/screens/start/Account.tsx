import { useState } from 'react';
import type { DatasetProfile } from '../../journey/profile.ts';
import { Button } from '../../ui/Button.tsx';
import { formatCount } from '../../words/numbers.ts';
import { sayExcluded, sayMatch, sayNote } from '../../words/quality.ts';
import { RejectsDialog } from '../RejectsDialog.tsx';
import styles from './Account.module.css';
import { tellingMatches } from './telling-matches.ts';

/** Every row accounted for: read is accepted, rejected and left out together; and how well the files join. */
export function Account({ profile }: { readonly profile: DatasetProfile }) {
  const [open, setOpen] = useState(false);
  const { quality } = profile;
  const excluded = quality.parts.flatMap((part) =>
    part.excludedBy.map(({ reason, detail, rows }) => `${part.file}: ${sayExcluded(reason, detail, rows)}`),
  );
  const notes = quality.parts.flatMap((part) => part.notes.map((note) => `${part.file}: ${sayNote(note)}`));
  const problems = quality.parts.flatMap((part) =>
    part.cellProblems.map(
      ({ column, cells, examples }) =>
        `${part.file}: ${formatCount(cells)} cells of ${column} are no numbers, such as “${examples[0]?.value ?? ''}” in line ${formatCount(examples[0]?.line ?? 0)}.`,
    ),
  );
  const more = [...excluded, ...problems, ...notes];
  return (
    <div className={styles.account}>
      <dl className={styles.figures}>
        <Figure name="Rows read" value={quality.rowsRead} />
        <Figure name="Accepted" value={quality.rowsAccepted} sign="=" />
        <div className={styles.figure} data-sign="+">
          <dt>Rejected</dt>
          <dd>
            {formatCount(quality.rowsRejected)}
            {quality.rowsRejected > 0 && (
              <Button variant="quiet" size="small" onClick={() => setOpen(true)}>
                See why
              </Button>
            )}
          </dd>
        </div>
        <Figure name="Left out" value={quality.rowsExcluded} sign="+" />
        <Figure name="People" value={profile.personCount} />
        <Figure name="Events" value={profile.eventCount} />
      </dl>
      {quality.matches.length > 0 && (
        <ul className={styles.matches} aria-label="How well the files join">
          {tellingMatches(quality.matches).map((match) => (
            <li key={`${match.file} ${match.other}`}>{sayMatch(match)}</li>
          ))}
        </ul>
      )}
      {more.length > 0 && (
        <details className={styles.more}>
          <summary>How the files were read</summary>
          <ul>
            {more.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      <RejectsDialog open={open} parts={quality.parts} onClose={() => setOpen(false)} />
    </div>
  );
}

function Figure({ name, value, sign }: { readonly name: string; readonly value: number; readonly sign?: string }) {
  return (
    <div className={styles.figure} data-sign={sign}>
      <dt>{name}</dt>
      <dd>{formatCount(value)}</dd>
    </div>
  );
}
