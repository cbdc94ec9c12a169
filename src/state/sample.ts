import { HandrailError } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import { parsePlan } from '../journey/plan-file.ts';
import { embedded, type StoredDataset } from './embedded.ts';
import { type Reading, startReading, withProgress } from './reading.ts';

const FOLDER = 'data/river-trust/';
const SEEN_KEY = 'handrail-sample-seen';

/** Whether this browser has not yet been shown the sample: it opens by itself only once. */
export function isSampleNew(): boolean {
  return localStorage.getItem(SEEN_KEY) === null;
}

export interface SampleOptions {
  readonly nowMs: number;
  readonly signal?: AbortSignal;
  readonly onReading?: (reading: Reading) => void;
}

/**
 * The sample journey that lies beside the page, imported by the same reader as anybody's files; the stored one when it
 * is here already. `null` when this build has none.
 */
export function openSample({ nowMs, signal, onReading }: SampleOptions): Promise<StoredDataset | null> {
  // Two tabs that open at once import it once.
  return navigator.locks.request('handrail-sample', async () => {
    const store = embedded();
    const stored = (await store.catalogue.list()).find(({ sample }) => sample);
    if (stored) return stored;
    const planFile = await fetchFile('plan.json', signal);
    if (planFile === null) return null;
    const { plan } = parsePlan(await planFile.text(), 'plan.json');
    const files = await Promise.all(plan.sources.map((source) => requiredFile(source.files, signal)));
    let reading = startReading(
      files.reduce((sum, { size }) => sum + size, 0),
      nowMs,
    );
    const read = await store.read(files, plan, {
      nowUs: nowMs * 1000,
      signal,
      onProgress: (progress) => {
        reading = withProgress(reading, progress, Date.now());
        onReading?.(reading);
      },
    });
    const dataset = await store.keep(read, { name: sampleName(plan), plan, nowMs, sample: true });
    localStorage.setItem(SEEN_KEY, new Date(nowMs).toISOString());
    return dataset;
  });
}

function sampleName(plan: Plan): string {
  return plan.name ?? 'Sample';
}

async function requiredFile(name: string, signal: AbortSignal | undefined): Promise<File> {
  const file = await fetchFile(name, signal);
  if (file === null) throw new HandrailError('file-unreadable', { file: name, why: 'it is not beside the page' });
  return file;
}

/** A file that lies beside the page; a server that answers with the page itself has none. */
async function fetchFile(name: string, signal: AbortSignal | undefined): Promise<File | null> {
  const response = await fetch(new URL(FOLDER + name, document.baseURI), signal ? { signal } : {});
  if (!response.ok || response.headers.get('content-type')?.includes('text/html')) return null;
  return new File([await response.blob()], name);
}
