import type { Reading } from '../../state/reading.ts';
import { countOf, formatBytes, formatDuration } from '../../words/numbers.ts';

/** "12 MB of 40 MB · 120,000 rows · about 8 s left". */
export function sayReading({ progress, sizeBytes, share, leftMs }: Reading): string {
  if (progress === null) return '';
  const rows = countOf(progress.rowsRead, 'row', 'rows');
  if (progress.phase === 'sorting') return rows;
  const parts = [`${formatBytes(share * sizeBytes)} of ${formatBytes(sizeBytes)}`];
  if (progress.rowsRead > 0) parts.push(rows);
  if (leftMs !== null) parts.push(`about ${formatDuration(Math.max(1000, leftMs) * 1000)} left`);
  return parts.join(' · ');
}
