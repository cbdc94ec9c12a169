import type { DatasetProfile } from '../journey/profile.ts';
import { tableNameOf } from '../journey/table-source.ts';
import type { RowsRead } from '../state/rows-read.ts';
import { formatCount } from '../words/numbers.ts';
import { sayRowsRead } from './Counting.tsx';
import styles from './JourneyPage.module.css';

export interface AskedOfTableProps {
  readonly profile: DatasetProfile;
  /** `null` before the first answer. */
  readonly tookMs: number | null;
  /** How far the table was read for the answer that is awaited. */
  readonly progress?: RowsRead | null | undefined;
}

/** Who answered and how long it took, of a journey whose events lie in a table; nothing of one read from files. */
export function AskedOfTable({ profile, tookMs, progress }: AskedOfTableProps) {
  const table = tableNameOf(profile);
  if (table === null || tookMs === null) return null;
  if (progress) {
    return (
      <p className={styles.source}>
        ClickHouse is counting: {sayRowsRead(progress)} in the table <bdi>{table}</bdi>.
      </p>
    );
  }
  return (
    <p className={styles.source}>
      Answered by ClickHouse in {formatCount(Math.max(1, tookMs))} ms, from the table <bdi>{table}</bdi>. Its events
      stay there.
    </p>
  );
}
