import type { RowsRead } from '../state/rows-read.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { formatCount } from '../words/numbers.ts';

export interface CountingProps {
  /** "Counting again" */
  readonly children: string;
  /** How far a table was read; `null` where nobody tells. */
  readonly progress: RowsRead | null | undefined;
}

/** That a question is being answered, and of a table how many of its rows were read for it. */
export function Counting({ children, progress }: CountingProps) {
  return (
    <Spinner>
      {children}…{progress && ` ${sayRowsRead(progress)}`}
    </Spinner>
  );
}

/** "12,500 of 50,000 rows read". A table may grow while it is read. */
export function sayRowsRead({ read, total }: RowsRead): string {
  return `${formatCount(read)} of ${formatCount(Math.max(read, total))} rows read`;
}
