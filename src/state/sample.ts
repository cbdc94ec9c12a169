import { isCode } from '../journey/errors.ts';
import { embedded, type StoredDataset } from './embedded.ts';
import { refreshHosted } from './hosted.ts';
import { sampleId } from './sample-address.ts';

const SEEN_KEY = 'handrail-sample-seen';

/** Whether this browser has not yet been shown the sample: it opens by itself only once. */
export function isSampleNew(): boolean {
  return localStorage.getItem(SEEN_KEY) === null;
}

/** From now on it no longer opens by itself. */
export function noteSample(nowMs: number): void {
  localStorage.setItem(SEEN_KEY, new Date(nowMs).toISOString());
}

/**
 * The sample journey that lies beside the page, like any other that an organisation puts there; the kept one when it is
 * here already. `null` when this build has none.
 */
export async function openSample({ nowMs }: { readonly nowMs: number }): Promise<StoredDataset | null> {
  const stored = (await embedded().catalogue.list()).find(({ sample }) => sample);
  if (stored) return stored;
  const base = document.baseURI;
  try {
    const { dataset } = await refreshHosted(sampleId(base), { base, nowMs });
    noteSample(nowMs);
    return dataset;
  } catch (error) {
    if (isCode(error, 'hosted-not-found')) return null;
    throw error;
  }
}
