import type { AnswerOf } from '../../engine/answer.ts';
import type { Query } from '../../engine/query.ts';
import type { Answered, Backend, RunOptions } from '../backend.ts';
import type { AskerPool } from './asker-pool.ts';
import type { StoredDataset } from './catalogue.ts';

/** Answers questions about one stored dataset in a query worker. */
export class EmbeddedBackend implements Backend {
  readonly #askers: AskerPool;
  readonly #dataset: Pick<StoredDataset, 'name' | 'version'>;

  constructor(askers: AskerPool, dataset: Pick<StoredDataset, 'name' | 'version'>) {
    this.#askers = askers;
    this.#dataset = dataset;
  }

  async run<Q extends Query>(query: Q, { signal, onProgress }: RunOptions = {}): Promise<Answered<Q>> {
    const { name, version } = this.#dataset;
    const asker = this.#askers.pick(version.bytes);
    const { answer, tookMs } = await asker.ask('run', { dataset: name, version, query }, { signal, onProgress });
    return { kind: query.kind, answer: answer as AnswerOf<Q>, source: 'embedded', tookMs };
  }
}
