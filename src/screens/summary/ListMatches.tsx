import type { PartMatch } from '../../journey/quality-report.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatCount, formatPercent } from '../../words/numbers.ts';
import { sayMatch } from '../../words/quality.ts';
import styles from './SummaryView.module.css';

const SENTENCES = 4;

/** How many people of one list are found in another: a few as sentences, more as a table of every pair. */
export function ListMatches({ matches }: { readonly matches: readonly PartMatch[] }) {
  if (matches.length <= SENTENCES) {
    return (
      <ul className={styles.sentences}>
        {matches.map((match) => (
          <li key={`${match.file} ${match.other}`}>{sayMatch(match)}</li>
        ))}
      </ul>
    );
  }
  const files = [...new Set(matches.flatMap((match) => [match.file, match.other]))];
  const rows = files.map((file) => ({ file, of: matches.filter((match) => match.file === file) }));
  return (
    <DataTable
      caption="Of the people in each list, the share that is also in the others"
      dense
      rows={rows}
      rowKey={(row) => row.file}
      columns={[
        { key: 'file', header: 'List', rowHeader: true, cell: (row) => <FileName name={row.file} /> },
        { key: 'people', header: 'People', numeric: true, cell: (row) => formatCount(row.of[0]?.people ?? 0) },
        ...files.map((other) => ({
          key: `in ${other}`,
          header: <FileName name={other} />,
          numeric: true,
          cell: (row: (typeof rows)[number]) => <Share match={row.of.find((match) => match.other === other)} />,
        })),
      ]}
    />
  );
}

function Share({ match }: { readonly match: PartMatch | undefined }) {
  if (!match || match.people === 0) return <span className={styles.none}>–</span>;
  return formatPercent(match.found / match.people, match.people);
}

/** A file's name without its ending, the whole of it at hand. */
function FileName({ name }: { readonly name: string }) {
  return (
    <bdi title={name} className={styles.fileName}>
      {name.replace(/\.(csv|tsv|txt)(\.gz)?$/i, '')}
    </bdi>
  );
}
