import { EmbeddedStore } from '../backends/embedded/embedded-store.ts';

export type { StoredDataset } from '../backends/embedded/catalogue.ts';
export type { ReadFiles } from '../backends/embedded/embedded-store.ts';
export { isSavedJourney } from '../backends/embedded/saved-header.ts';

let store: EmbeddedStore | null = null;

/** The datasets of this browser, opened when first asked for. */
export function embedded(): EmbeddedStore {
  store ??= new EmbeddedStore();
  return store;
}
