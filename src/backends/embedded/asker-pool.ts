import type { Client } from './client.ts';
import type { QueryService } from './services.ts';

/** A dataset up to this size may lie in the memory of every worker, a larger one in that of the first only. */
const SHARED_BYTES = 128 * 1024 * 1024;

type Asker = Pick<Client<QueryService>, 'openCount' | 'ask' | 'close'>;

/** The workers that count. Several questions of one screen are then counted side by side. */
export class AskerPool {
  readonly #askers: readonly [Asker, ...Asker[]];

  constructor(askers: readonly [Asker, ...Asker[]]) {
    this.#askers = askers;
  }

  /** The worker with the fewest open questions; of equals the first, which has the data already. */
  pick(datasetBytes: number): Asker {
    const [first, ...others] = this.#askers;
    if (datasetBytes > SHARED_BYTES) return first;
    return others.reduce((best, asker) => (asker.openCount < best.openCount ? asker : best), first);
  }

  close(): void {
    for (const asker of this.#askers) asker.close();
  }
}
