import type { HostedCopy } from '../backends/embedded/catalogue.ts';
import {
  type Fetched,
  type FetchProgress,
  type FileMark,
  fetchHostedFile,
  sayAddress,
} from '../backends/embedded/hosted-fetch.ts';
import { HandrailError } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import { parsePlan } from '../journey/plan-file.ts';
import { withPlannedEnds } from './draft-plan.ts';
import { embedded, type StoredDataset } from './embedded.ts';
import { hostedAddress } from './hosted-address.ts';
import { columnsKey, fileAddress, hostedFiles, isSamePlan, type PlanChoice, planStep } from './hosted-plan.ts';
import { type Reading, startReading, withProgress } from './reading.ts';
import { sampleId } from './sample-address.ts';
import { keepTable, tableOf } from './table-journey.ts';

export type { FetchProgress };

/** How far the opening of a hosted journey is. */
export type HostedStep =
  | { readonly kind: 'checking' }
  /** A table is looked at. */
  | { readonly kind: 'asking'; readonly name: string | null; readonly table: string }
  | {
      readonly kind: 'fetching';
      /** Of the journey, once its plan is here. */
      readonly name: string | null;
      readonly progress: FetchProgress;
      readonly number: number;
      readonly of: number;
    }
  | { readonly kind: 'reading'; readonly name: string | null; readonly reading: Reading };

export interface HostedOptions {
  /** The page's own address. */
  readonly base: string;
  readonly nowMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((step: HostedStep) => void) | undefined;
}

export interface HostedOutcome {
  readonly dataset: StoredDataset;
  /** What the server had that was not kept here. */
  readonly news: 'none' | 'first' | 'plan' | 'data';
}

type Hosted = StoredDataset & { readonly hosted: HostedCopy };

/**
 * Asks the server for a hosted journey, and keeps what differs from the copy here. The copy is unharmed until all that
 * is new was read. `adopt`: the server's plan takes the place of one that was changed here.
 */
export function refreshHosted(id: string, options: HostedOptions, { adopt = false } = {}): Promise<HostedOutcome> {
  // Two tabs that open the same journey fetch it once.
  return locked(id, options.signal, async () => {
    const url = hostedAddress(id, options.base);
    if (url === null) throw new HandrailError('dataset-missing', { dataset: id });
    const before = await hostedDataset(id);
    options.onStep?.({ kind: 'checking' });
    const { plan: serverPlan, mark: planMark } = await fetchPlan(url, before?.hosted, options);
    const table = tableOf(serverPlan);
    if (table !== null) {
      const { nowMs, signal, onStep } = options;
      onStep?.({ kind: 'asking', name: serverPlan.name ?? null, table: table.name });
      // What was changed here stays, as it does over files.
      const step = before && !adopt && tableOf(before.plan) !== null ? planStep(before, serverPlan) : null;
      const plan = before && step !== null && step.kind !== 'adopt' ? before.plan : serverPlan;
      const mustChoose = before !== undefined && step?.kind === 'ask';
      const hosted = {
        address: `${url.pathname}${url.search}`,
        plan: mustChoose ? before.hosted.plan : serverPlan,
        newer: mustChoose ? serverPlan : null,
        planMark,
        marks: {},
        confirmedAtMs: nowMs,
      };
      const about = { id, name: plan.name ?? table.name, plan, sample: false, hosted };
      const dataset = await keepTable(table, about, { nowMs, signal, before });
      const isNew = before !== undefined && !isSamePlan(before.plan, plan);
      return { dataset, news: before === undefined ? 'first' : isNew ? 'plan' : 'none' };
    }
    hostedFiles(serverPlan);
    const step = before
      ? adopt
        ? { kind: 'adopt' as const }
        : planStep(before, serverPlan)
      : { kind: 'adopt' as const };
    if (before && step.kind === 'ask') {
      await changeHosted(id, (hosted) => ({ ...hosted, newer: serverPlan, planMark }));
    }
    const plan = before && step.kind !== 'adopt' ? before.plan : serverPlan;
    const isReadAnew = !before || columnsKey(plan) !== columnsKey(before.plan);
    const found = await fetchFiles(plan, url, isReadAnew ? undefined : before, options);
    const about = {
      address: `${url.pathname}${url.search}`,
      plan: step.kind === 'ask' && before ? before.hosted.plan : serverPlan,
      newer: step.kind === 'ask' ? serverPlan : null,
      planMark,
      marks: found.marks,
      confirmedAtMs: options.nowMs,
    };
    if (found.files === null && before) return confirm(before, plan, about);
    const dataset = await read(id, plan, found.files ?? [], about, before, options);
    return { dataset, news: before ? 'data' : 'first' };
  });
}

/** What the person wants when both plans have changed, or of changes that should be forgotten. */
export async function choosePlan(id: string, choice: PlanChoice, options: HostedOptions): Promise<void> {
  const dataset = await hostedDataset(id);
  if (dataset === undefined) throw new HandrailError('dataset-missing', { dataset: id });
  const server = dataset.hosted.newer ?? dataset.hosted.plan;
  if (choice === 'mine') {
    await changeHosted(id, (hosted) => ({ ...hosted, plan: server, newer: null }));
    return;
  }
  if (columnsKey(server) !== columnsKey(dataset.plan)) {
    if (choice === 'both') await keepOwn(dataset);
    await refreshHosted(id, options, { adopt: true });
    return;
  }
  if (choice === 'both') await keepOwn(dataset);
  await confirm(dataset, server, { ...dataset.hosted, plan: server, newer: null });
}

/** The plan that was changed here, as a journey of this browser alone. It shares the columns. */
async function keepOwn({ hosted: _, ...dataset }: Hosted): Promise<void> {
  const name = `${dataset.name}, as changed here`;
  await embedded().catalogue.put({
    ...dataset,
    id: crypto.randomUUID(),
    name,
    plan: { ...dataset.plan, name },
    sample: false,
  });
}

async function hostedDataset(id: string): Promise<Hosted | undefined> {
  const dataset = await embedded().catalogue.get(id);
  return dataset && isHosted(dataset) ? dataset : undefined;
}

function isHosted(dataset: StoredDataset): dataset is Hosted {
  return dataset.hosted !== undefined;
}

async function changeHosted(id: string, change: (hosted: HostedCopy) => HostedCopy): Promise<void> {
  await embedded().catalogue.change(id, (dataset) =>
    dataset.hosted ? { ...dataset, hosted: change(dataset.hosted) } : dataset,
  );
}

/** Nothing has to be read: the plan is `plan`, and the server has said so. */
async function confirm(before: Hosted, plan: Plan, hosted: HostedCopy): Promise<HostedOutcome> {
  const isNew = !isSamePlan(before.plan, plan);
  const dataset = await embedded().catalogue.change(before.id, (now) => {
    // Somebody may have changed the plan here while the server was asked.
    if (!isNew) return { ...now, hosted };
    return { ...now, plan, name: plan.name ?? now.name, profile: withPlannedEnds(now.profile, plan), hosted };
  });
  return { dataset, news: isNew ? 'plan' : 'none' };
}

async function fetchPlan(
  url: URL,
  kept: HostedCopy | undefined,
  { signal }: HostedOptions,
): Promise<{ readonly plan: Plan; readonly mark: FileMark }> {
  const fetched = await fetchHostedFile(url, { known: kept?.planMark, signal });
  if (fetched.state === 'unchanged' && kept) return { plan: kept.newer ?? kept.plan, mark: fetched.mark };
  if (fetched.state === 'unchanged')
    throw new HandrailError('hosted-refused', { address: sayAddress(url), status: 304 });
  return { plan: parsePlan(await fetched.file.text(), fetched.file.name).plan, mark: fetched.mark };
}

interface FoundFiles {
  /** `null` when the server has nothing new. */
  readonly files: readonly File[] | null;
  readonly marks: Readonly<Record<string, FileMark>>;
}

/**
 * The plan's files, all of them as soon as one differs from what `before` was read from: to read them together, all are
 * needed, and none is kept here as it came.
 */
async function fetchFiles(
  plan: Plan,
  url: URL,
  before: Hosted | undefined,
  options: HostedOptions,
): Promise<FoundFiles> {
  const names = hostedFiles(plan);
  const replies = new Map<string, Fetched>();
  const fetchOne = async (name: string, known: FileMark | undefined) => {
    const { signal, onStep } = options;
    const number = names.indexOf(name) + 1;
    const onProgress = (progress: FetchProgress) =>
      onStep?.({ kind: 'fetching', name: plan.name ?? null, progress, number, of: names.length });
    replies.set(name, await fetchHostedFile(fileAddress(name, url), { known, signal, onProgress }));
  };
  for (const name of names) await fetchOne(name, before?.hosted.marks[name]);
  const marks = () => Object.fromEntries([...replies].map(([name, { mark }]) => [name, mark]));
  if (before && (await areKept([...replies.values()], before))) return { files: null, marks: marks() };
  for (const name of names) if (replies.get(name)?.state === 'unchanged') await fetchOne(name, undefined);
  return {
    files: [...replies.values()].flatMap((reply) => (reply.state === 'fetched' ? [reply.file] : [])),
    marks: marks(),
  };
}

/** Whether what came is byte for byte what was read: not every server can tell by itself. */
async function areKept(replies: readonly Fetched[], before: StoredDataset): Promise<boolean> {
  const kept = before.profile.sources.flatMap(({ files }) => files);
  for (const reply of replies) {
    if (reply.state === 'unchanged') continue;
    const twin = kept.find(({ name, bytes }) => name === reply.file.name && bytes === reply.file.size);
    if (twin === undefined || (await embedded().digest(reply.file)) !== twin.digest) return false;
  }
  return true;
}

async function read(
  id: string,
  plan: Plan,
  files: readonly File[],
  hosted: HostedCopy,
  before: Hosted | undefined,
  { base, nowMs, signal, onStep }: HostedOptions,
): Promise<StoredDataset> {
  const store = embedded();
  let reading = startReading(
    files.reduce((sum, { size }) => sum + size, 0),
    nowMs,
  );
  onStep?.({ kind: 'reading', name: plan.name ?? null, reading });
  const read = await store.read(files, plan, {
    nowUs: nowMs * 1000,
    salt: before?.salt,
    signal,
    onProgress: (progress) => {
      reading = withProgress(reading, progress, Date.now());
      onStep?.({ kind: 'reading', name: plan.name ?? null, reading });
    },
  });
  const now = await store.catalogue.get(id);
  if (before && now === undefined) {
    await store.discard(read);
    throw new HandrailError('dataset-missing', { dataset: before.name });
  }
  // What was changed here meanwhile stays when the columns still fit it.
  const isEdited = now && before && !isSamePlan(now.plan, before.plan) && columnsKey(now.plan) === columnsKey(plan);
  const kept = isEdited ? now.plan : plan;
  const name = kept.name ?? sayAddress(new URL(hosted.address, 'http://page'));
  return store.keep(
    { ...read, profile: withPlannedEnds(read.profile, kept) },
    { name, plan: kept, nowMs, sample: id === sampleId(base), id, replaces: now?.id, hosted },
  );
}

function locked<T>(id: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(`handrail-${id}`, signal ? { signal } : {}, work).catch((error: unknown) => {
    throw signal?.aborted ? new HandrailError('cancelled', {}, { cause: error }) : error;
  }) as Promise<T>;
}
