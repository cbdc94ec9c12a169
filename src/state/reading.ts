import type { ImportProgress } from '../backends/embedded/services.ts';

export type { ImportProgress };

/** An import under way: how far it is, and how long it will take. */
export interface Reading {
  readonly startedMs: number;
  /** `null` until the first row was read. */
  readonly progress: ImportProgress | null;
  /** Estimated milliseconds to go; `null` while that is a guess. */
  readonly leftMs: number | null;
}

/** Before this much time an estimate jumps about. */
const SETTLED_MS = 1500;

export function startReading(nowMs: number): Reading {
  return { startedMs: nowMs, progress: null, leftMs: null };
}

/** The time left follows from the bytes so far; sorting takes a short while that is not estimated. */
export function withProgress(reading: Reading, progress: ImportProgress, nowMs: number): Reading {
  const elapsedMs = nowMs - reading.startedMs;
  const { bytesRead, bytesTotal } = progress;
  const known = progress.phase === 'reading' && elapsedMs >= SETTLED_MS && bytesRead > 0 && bytesTotal > 0;
  const leftMs = known ? (elapsedMs / bytesRead) * Math.max(0, bytesTotal - bytesRead) : null;
  return { ...reading, progress, leftMs };
}
