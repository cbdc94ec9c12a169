import type { AnswerOf } from '../../engine/answer.ts';
import type { Query } from '../../engine/query.ts';
import type { Answered, Backend, RunOptions } from '../backend.ts';
import type { StoredDataset } from './catalogue.ts';
import type { Client } from './client.ts';
import type { QueryService } from './services.ts';

/** Answers questions about one stored dataset in the query worker. */
export class EmbeddedBackend implements Backend {
  readonly #client: Client<QueryService>;
  readonly #dataset: Pick<StoredDataset, 'name' | 'version'>;

  constructor(client: Client<QueryService>, dataset: Pick<StoredDataset, 'name' | 'version'>) {
    this.#client = client;
    this.#dataset = dataset;
  }

  async run<Q extends Query>(query: Q, { signal, onProgress }: RunOptions = {}): Promise<Answered<Q>> {
    const { name, version } = this.#dataset;
    const { answer, tookMs } = await this.#client.ask('run', { dataset: name, version, query }, { signal, onProgress });
    return { kind: query.kind, answer: answer as AnswerOf<Q>, source: 'embedded', tookMs };
  }
}
