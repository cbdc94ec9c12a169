import type { ImportProgress } from '../../state/reading.ts';
import { countOf, formatBytes, formatDuration } from '../../words/numbers.ts';

/** "12 MB of 40 MB · 120,000 rows · about 8 s left". */
export function sayReading(progress: ImportProgress, leftMs: number | null): string {
  const rows = countOf(progress.rowsRead, 'row', 'rows');
  if (progress.phase === 'sorting') return rows;
  const parts = [`${formatBytes(progress.bytesRead)} of ${formatBytes(progress.bytesTotal)}`, rows];
  if (leftMs !== null) parts.push(`about ${formatDuration(Math.max(1000, leftMs) * 1000)} left`);
  return parts.join(' · ');
}
