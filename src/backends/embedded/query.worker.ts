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

ready((port) =>
  serve<QueryService>(port, {
    run: async ({ dataset, version, query }, { signal, progress }) => {
      const columns = await columnsOf(version, dataset);
      const startedMs = performance.now();
      const answer = await runSteps(runQuery(columns, query), signal, progress);
      return { answer, tookMs: performance.now() - startedMs };
    },
  }),
);
