import type { AnswerOf } from '../engine/answer.ts';
import type { Query } from '../engine/query.ts';

/** Who answers questions about one dataset. Every backend gives the same numbers. */
export interface Backend {
  /**
   * Answers `query`. Rejects with a HandrailError; with code `cancelled` when `signal` is aborted.
   * `onProgress` hears a share in 0..1 when the answer takes long, and how many rows were read where that is known.
   */
  run<Q extends Query>(query: Q, options?: RunOptions): Promise<Answered<Q>>;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (share: number, rows?: RowsRead) => void;
}

/** How far a table was read, in rows of one statement; a question may take several. */
export interface RowsRead {
  readonly read: number;
  readonly total: number;
}

export interface Answered<Q extends Query> {
  readonly kind: Q['kind'];
  readonly answer: AnswerOf<Q>;
  /** Where the answer came from. */
  readonly source: 'embedded' | 'clickhouse';
  readonly tookMs: number;
}
