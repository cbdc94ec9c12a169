import type { RowsRead as Rows } from '../state/rows-read.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { formatCount } from '../words/numbers.ts';

export interface CountingProps {
  /** "Counting again" */
  readonly children: string;
  /** How far a table was read; `null` where nobody tells. */
  readonly progress: Rows | null | undefined;
}

/** That a question is being answered, and of a table how many of its rows were read for it. */
export function Counting({ children, progress }: CountingProps) {
  return (
    <Spinner>
      {children}…{progress && <RowsRead {...progress} />}
    </Spinner>
  );
}

function RowsRead({ read, total }: Rows) {
  // A table may grow while it is read.
  return (
    <>
      {' '}
      {formatCount(read)} of {formatCount(Math.max(read, total))} rows read
    </>
  );
}
