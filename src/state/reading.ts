import type { ImportProgress } from '../backends/embedded/services.ts';

export type { ImportProgress };

/** An import under way: how far it is, and how long it will take. */
export interface Reading {
  readonly startedMs: number;
  /** Of all files together. */
  readonly sizeBytes: number;
  /** `null` until the first bytes were read. */
  readonly progress: ImportProgress | null;
  /** 0..1; bytes may be read more than once, so this is not bytes of the files. */
  readonly share: number;
  /** Estimated milliseconds to go; `null` while that is a guess. */
  readonly leftMs: number | null;
}

/** Before this much time an estimate jumps about. */
const SETTLED_MS = 1500;

export function startReading(sizeBytes: number, nowMs: number): Reading {
  return { startedMs: nowMs, sizeBytes, progress: null, share: 0, leftMs: null };
}

/** The time left follows from the bytes so far; sorting takes a short while that is not estimated. */
export function withProgress(reading: Reading, progress: ImportProgress, nowMs: number): Reading {
  const elapsedMs = nowMs - reading.startedMs;
  const share = progress.bytesTotal > 0 ? Math.min(1, progress.bytesRead / progress.bytesTotal) : 0;
  const known = progress.phase === 'reading' && elapsedMs >= SETTLED_MS && share > 0;
  return { ...reading, progress, share, leftMs: known ? (elapsedMs / share) * (1 - share) : null };
}
