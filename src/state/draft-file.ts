import { maskKey, type SniffedFile } from '../backends/embedded/services.ts';
import type { AskCode, HandrailError } from '../journey/errors.ts';
import type { PlanSource } from '../journey/plan.ts';

export { maskKey, type SniffedFile };

/** A dropped file on its way into a dataset. */
export interface DraftFile {
  readonly id: string;
  readonly file: File;
  readonly state: 'looking' | 'ready' | 'failed';
  /** What was seen in it; `null` until looked at, and for a file that cannot be read. */
  readonly sniffed: SniffedFile | null;
  /** How it is read; the first one is shown and edited. */
  readonly sources: readonly PlanSource[];
  /** Where `sources` come from: a guess may be replaced by a better one, what somebody decided may not. */
  readonly by: 'guess' | 'plan' | 'memory' | 'user';
  /** The stored dataset that reads a file with the same columns. */
  readonly memoryOf: string | null;
  /** A question that only the reading of the whole file could raise. */
  readonly ask: DraftAsk | null;
  readonly error: HandrailError | null;
  /** Names of the stored datasets that hold this very file. */
  readonly alsoIn: readonly string[];
}

export interface DraftAsk {
  readonly code: AskCode;
  /** The figures that raise it. */
  readonly evidence: string;
}

export function newDraftFile(file: File): DraftFile {
  return {
    id: crypto.randomUUID(),
    file,
    state: 'looking',
    sniffed: null,
    sources: [],
    by: 'guess',
    memoryOf: null,
    ask: null,
    error: null,
    alsoIn: [],
  };
}
