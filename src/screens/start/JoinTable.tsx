import type { PartMatch } from '../../journey/quality-report.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatCount, formatPercent } from '../../words/numbers.ts';

/** For each pair of files, both ways, how many people of the one are in the other. */
export function JoinTable({ matches }: { readonly matches: readonly PartMatch[] }) {
  return (
    <DataTable
      caption="How many people of each file are in each other one"
      captionHidden
      dense
      maxHeight="40vh"
      rows={matches}
      rowKey={({ file, other }) => `${file} ${other}`}
      columns={[
        { key: 'file', header: 'Of the people in', rowHeader: true, cell: ({ file }) => <bdi>{file}</bdi> },
        { key: 'people', header: 'People', numeric: true, cell: ({ people }) => formatCount(people) },
        { key: 'other', header: 'are also in', cell: ({ other }) => <bdi>{other}</bdi> },
        { key: 'found', header: 'Found', numeric: true, cell: ({ found }) => formatCount(found) },
        {
          key: 'share',
          header: 'Share',
          numeric: true,
          cell: ({ found, people }) => (people === 0 ? '–' : formatPercent(found / people, people)),
        },
      ]}
    />
  );
}
