import type { Backend } from '../backends/backend.ts';
import { RemoteBackend } from '../backends/clickhouse/remote-backend.ts';
import type { HostedCopy } from '../backends/embedded/catalogue.ts';
import { HandrailError } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import { type TableSource, tableSources } from '../journey/table-source.ts';
import { embedded, type StoredDataset } from './embedded.ts';
import { isSamePlan } from './hosted-plan.ts';

/** The door of the server that the page came from. */
function door(): string {
  return new URL('/clickhouse', document.baseURI).href;
}

/** The table that a plan is about, `null` for one of files. Throws `plan-wrong-value` where it is about both. */
export function tableOf(plan: Plan): TableSource | null {
  const [table, second] = tableSources(plan);
  if (table === undefined) return null;
  if (second === undefined && plan.sources.length === 1) return table;
  throw new HandrailError('plan-wrong-value', {
    path: 'sources',
    value: `${plan.sources.length} sources`,
    expected: 'one table alone: load the files into it, or leave it out',
  });
}

/** Who answers questions about a dataset: this browser, or the table that its plan names. */
export function backendOf(dataset: StoredDataset): Backend {
  const table = tableOf(dataset.plan);
  return table === null ? embedded().backend(dataset) : new RemoteBackend(door(), table.name);
}

/**
 * Looks at the table and keeps what is known of it: the plan and the profile, no rows. A table may have grown since, so
 * that every look is a version of its own.
 */
export async function keepTable(
  table: TableSource,
  about: Pick<StoredDataset, 'id' | 'name' | 'plan' | 'sample'> & { readonly hosted: HostedCopy },
  options: {
    readonly nowMs: number;
    readonly signal?: AbortSignal | undefined;
    /** What was kept of it before. */
    readonly before?: StoredDataset | undefined;
  },
): Promise<StoredDataset> {
  const { nowMs, signal, before } = options;
  const profile = await new RemoteBackend(door(), table.name).profile(signal === undefined ? {} : { signal });
  // What was changed here while the table was looked at stays.
  const now = before && (await embedded().catalogue.get(about.id));
  const isEdited = before && now && isSamePlan(about.plan, before.plan) && !isSamePlan(now.plan, before.plan);
  const dataset: StoredDataset = {
    ...about,
    ...(isEdited && { name: now.name, plan: now.plan }),
    profile,
    salt: new Uint8Array(0),
    version: { folder: `table-${table.name}-${profile.lastUs}-${profile.eventCount}`, manifestSha256: '', bytes: 0 },
    createdAtMs: nowMs,
    headers: {},
  };
  await embedded().catalogue.put(dataset);
  return dataset;
}
