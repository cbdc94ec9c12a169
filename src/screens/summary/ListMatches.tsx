import { datelessRows, type PartMatch, type QualityReport } from '../../journey/quality-report.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import type { TableFile } from '../../ui/TakeAway.tsx';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { formatCount, formatPercent } from '../../words/numbers.ts';
import { sayMatch } from '../../words/quality.ts';
import styles from './SummaryView.module.css';

const SENTENCES = 4;

/**
 * How many people of one list are found in another: a few as sentences, more as a table of every pair. Its columns carry
 * the rows' numbers, so that long names cost no width.
 */
export function ListMatches({ quality }: { readonly quality: Pick<QualityReport, 'matches' | 'parts'> }) {
  const { matches } = quality;
  if (matches.length <= SENTENCES) {
    return (
      <ul className={styles.sentences}>
        {matches.map((match) => (
          <li key={`${match.file} ${match.other}`}>{sayMatch(match, 'en', datelessRows(quality, match.file))}</li>
        ))}
      </ul>
    );
  }
  const files = [...new Set(matches.flatMap((match) => [match.file, match.other]))];
  const rows = files.map((file, k) => ({ file, k, of: matches.filter((match) => match.file === file) }));
  return (
    <DataTable
      caption="Of the people in each list, the share that is also in list 1, 2, …"
      dense
      className={styles.matches}
      rows={rows}
      rowKey={(row) => row.file}
      columns={[
        {
          key: 'file',
          header: 'List',
          rowHeader: true,
          cell: (row) => (
            <span className={styles.listName}>
              <i>{row.k + 1}</i> <bdi>{withoutEnding(row.file)}</bdi>
            </span>
          ),
        },
        { key: 'people', header: 'People', numeric: true, cell: (row) => formatCount(row.of[0]?.people ?? 0) },
        ...files.map((other, k) => ({
          key: `in ${other}`,
          header: (
            <span title={other}>
              <VisuallyHidden>in {withoutEnding(other)}, list </VisuallyHidden>
              {k + 1}
            </span>
          ),
          numeric: true,
          cell: (row: (typeof rows)[number]) => <Share match={row.of.find((match) => match.other === other)} />,
        })),
      ]}
    />
  );
}

/** Every pair of lists for a file: whose people, how many, how many of them are in the other, as a share in 0..1. */
export function matchesFile(matches: readonly PartMatch[]): TableFile {
  return {
    header: ['list', 'people', 'other list', 'of them in the other', 'share'],
    rows: matches.map(({ file, people, other, found }) => [
      file,
      people,
      other,
      found,
      people === 0 ? null : found / people,
    ]),
  };
}

function Share({ match }: { readonly match: PartMatch | undefined }) {
  if (!match || match.people === 0) return <span className={styles.none}>–</span>;
  return formatPercent(match.found / match.people, match.people);
}

function withoutEnding(name: string): string {
  return name.replace(/\.(csv|tsv|tab|txt|json|jsonl|ndjson|parquet|pq|xlsx)(\.gz)?$/i, '');
}
