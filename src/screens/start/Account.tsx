import { useState } from 'react';
import { costTotals } from '../../journey/costs.ts';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { datelessRows } from '../../journey/quality-report.ts';
import { Button } from '../../ui/Button.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { formatCount } from '../../words/numbers.ts';
import { sayAlone, sayCellProblem, sayCosts, sayExcluded, sayMatch, sayNote } from '../../words/quality.ts';
import { qualityCsv } from '../../words/quality-csv.ts';
import { RejectsDialog } from '../RejectsDialog.tsx';
import styles from './Account.module.css';
import { JoinTable } from './JoinTable.tsx';
import { NearMisses } from './NearMisses.tsx';
import { tellingMatches } from './telling-matches.ts';

/** Every row accounted for: read is accepted, rejected and left out together; and how well the files join. */
export function Account({ profile, plan }: { readonly profile: DatasetProfile; readonly plan: Plan }) {
  const [open, setOpen] = useState(false);
  const { quality } = profile;
  const excluded = quality.parts.flatMap((part) =>
    part.excludedBy.map(({ reason, detail, rows }) => `${part.file}: ${sayExcluded(reason, detail, rows)}`),
  );
  const notes = quality.parts.flatMap((part) => part.notes.map((note) => `${part.file}: ${sayNote(note)}`));
  const problems = quality.parts.flatMap((part) =>
    part.cellProblems.map((problem) => `${part.file}: ${sayCellProblem(problem, 'en', part.place)}`),
  );
  const more = [...excluded, ...problems, ...notes];
  const alone = quality.parts.flatMap(({ file, alone: only, people }) =>
    only === undefined ? [] : [{ file, only, people }],
  );
  const costs = costTotals(profile.costs ?? []);
  const save = () => saveFile('account of the import.csv', new Blob([qualityCsv(profile, plan)], { type: 'text/csv' }));
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
            <li key={`${match.file} ${match.other}`}>{sayMatch(match, 'en', datelessRows(quality, match.file))}</li>
          ))}
        </ul>
      )}
      {quality.matches.length > 2 && (
        <details className={styles.more}>
          <summary>How each pair of files joins</summary>
          <JoinTable matches={quality.matches} />
        </details>
      )}
      {alone.length > 0 && (
        <ul className={styles.matches} aria-label="People who could not be joined">
          {alone.map(({ file, only, people }) => (
            <li key={file}>{sayAlone(file, only, people, 'en', datelessRows(quality, file))}</li>
          ))}
        </ul>
      )}
      <NearMisses nearMisses={quality.nearMisses ?? []} plan={plan} />
      {costs.length > 0 && (
        <ul className={styles.matches} aria-label="What was spent">
          {costs.map((cost) => (
            <li key={`${cost.currency} ${cost.channel}`}>{sayCosts(cost)}</li>
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
      <div className={styles.save}>
        <Button variant="quiet" size="small" onClick={save}>
          Save this account as CSV
        </Button>
      </div>
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
