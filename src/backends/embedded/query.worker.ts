import type { EventColumns } from '../../engine/columns.ts';
import { runQuery } from '../../engine/run.ts';
import { runSteps, serve } from './host.ts';
import type { QueryService } from './services.ts';
import { readVersion, type VersionRef } from './version-folder.ts';
import { ready } from './worker-ready.ts';

/** How many datasets stay in memory: the one that is looked at and the one before. */
const KEPT = 2;
const loaded = new Map<string, Promise<EventColumns>>();

function columnsOf(version: VersionRef, dataset: string): Promise<EventColumns> {
  const { folder } = version;
  const columns = loaded.get(folder) ?? readVersion(version, dataset);
  // A map keeps the order of insertion: the one used last comes last.
  loaded.delete(folder);
  loaded.set(folder, columns);
  columns.catch(() => loaded.delete(folder));
  for (const oldest of loaded.keys()) {
    if (loaded.size <= KEPT) break;
    loaded.delete(oldest);
  }
  return columns;
}

/** A question waits for the one before it, so that the first asked is the first answered, but not longer than this. */
const PATIENCE_MS = 150;
const TELL_EVERY_MS = 100;
let before: Promise<unknown> = Promise.resolve();

/** Resolves when the question before is done, was waited for long enough, or when nobody wants this one any more. */
async function waitInLine(done: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const first = before;
  before = done;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    const go = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', go);
    void first.then(go);
  });
}

ready((port) =>
  serve<QueryService>(port, {
    run: async ({ dataset, version, query }, { signal, progress }) => {
      let isDone = () => {};
      const waited = waitInLine(new Promise<void>((resolve) => (isDone = resolve)), signal);
      try {
        const columns = await columnsOf(version, dataset);
        await waited;
        const startedMs = performance.now();
        let toldMs = startedMs;
        const tell = (share: number) => {
          if (performance.now() - toldMs < TELL_EVERY_MS) return;
          toldMs = performance.now();
          progress(share);
        };
        const answer = await runSteps(runQuery(columns, query), signal, tell);
        return { answer, tookMs: performance.now() - startedMs };
      } finally {
        isDone();
      }
    },
  }),
);
