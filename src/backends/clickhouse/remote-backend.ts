import type { AnswerOf } from '../../engine/answer.ts';
import type { Query } from '../../engine/query.ts';
import { type ErrorCode, type ErrorDetails, HandrailError } from '../../journey/errors.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import type { Answered, Backend, RowsRead, RunOptions } from '../backend.ts';

/** Asks the page's own server about a table of its plan. The page never sees SQL. */
export class RemoteBackend implements Backend {
  readonly #address: string;
  readonly #source: string;

  /** `address`: of the server's door, on the page's own origin. */
  constructor(address: string, source: string) {
    this.#address = address;
    this.#source = source;
  }

  async run<Q extends Query>(query: Q, options: RunOptions = {}): Promise<Answered<Q>> {
    const { answer, tookMs } = await this.#post(query, options);
    return { kind: query.kind, answer: answer as AnswerOf<Q>, source: 'clickhouse', tookMs };
  }

  /** What is known about the table without asking a question. */
  async profile(options: RunOptions = {}): Promise<DatasetProfile> {
    return (await this.#post({ kind: 'profile' }, options)).answer as DatasetProfile;
  }

  async #post(question: Query | { readonly kind: 'profile' }, { signal, onProgress }: RunOptions): Promise<Told> {
    try {
      const response = await fetch(this.#address, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ source: this.#source, question }),
        ...(signal ? { signal } : {}),
      });
      const isTold = response.headers.get('Content-Type')?.includes('ndjson') === true;
      if (!isTold || response.body === null) throw refusal(response.status, this.#source);
      return await told(response.body, onProgress);
    } catch (error) {
      if (error instanceof HandrailError) throw error;
      if (signal?.aborted === true) throw new HandrailError('cancelled', {}, { cause: error });
      throw new HandrailError('clickhouse-broken-off', {}, { cause: error });
    }
  }
}

interface Told {
  readonly answer: unknown;
  readonly tookMs: number;
}

/** A server of static files alone has no such address. */
function refusal(status: number, source: string): HandrailError {
  if (status === 403) return new HandrailError('clickhouse-source-unknown', { source, known: [] });
  if (status >= 500 && status !== 501) {
    return new HandrailError('clickhouse-failed', { code: null, why: `the server of this page answered ${status}` });
  }
  return new HandrailError('clickhouse-off', {});
}

async function told(body: ReadableStream<Uint8Array>, onProgress: RunOptions['onProgress']): Promise<Told> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    rest += value ?? '';
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const one = JSON.parse(line) as {
        progress?: number;
        rows?: RowsRead;
        answer?: unknown;
        tookMs?: number;
        error?: { code: ErrorCode; details: ErrorDetails[ErrorCode] };
      };
      if (one.progress !== undefined) onProgress?.(one.progress, one.rows);
      else if (one.error !== undefined) throw new HandrailError(one.error.code, one.error.details);
      else return { answer: one.answer, tookMs: one.tookMs ?? 0 };
    }
    if (done) throw new HandrailError('clickhouse-broken-off', {});
  }
}
