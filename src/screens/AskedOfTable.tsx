import type { DatasetProfile } from '../journey/profile.ts';
import { tableNameOf } from '../journey/table-source.ts';
import { formatCount } from '../words/numbers.ts';
import styles from './JourneyPage.module.css';

export interface AskedOfTableProps {
  readonly profile: DatasetProfile;
  /** `null` before the first answer. */
  readonly tookMs: number | null;
}

/** Who answered and how long it took, of a journey whose events lie in a table; nothing of one read from files. */
export function AskedOfTable({ profile, tookMs }: AskedOfTableProps) {
  const table = tableNameOf(profile);
  if (table === null || tookMs === null) return null;
  return (
    <p className={styles.source}>
      Answered by ClickHouse in {formatCount(Math.max(1, tookMs))} ms, from the table <bdi>{table}</bdi>. Its events
      stay there.
    </p>
  );
}
