import { create } from 'zustand';
import { type HandrailError, isCode, toHandrailError } from '../journey/errors.ts';
import type { StoredDataset } from './embedded.ts';
import { choosePlan, type HostedOutcome, type HostedStep, refreshHosted } from './hosted.ts';
import { isHostedId } from './hosted-address.ts';
import { isChangedHere, type PlanChoice } from './hosted-plan.ts';
import { noteSample } from './sample.ts';

export type { HostedStep };
export { isHostedId };

/** What is known of a hosted journey's server since the page was opened. */
export type HostedStatus =
  | { readonly kind: 'working'; readonly step: HostedStep }
  | { readonly kind: 'failed'; readonly error: HandrailError }
  | { readonly kind: 'done'; readonly news: HostedOutcome['news'] };

interface HostedStore {
  readonly statuses: Readonly<Record<string, HostedStatus>>;
}

const useHostedStore = create<HostedStore>()(() => ({ statuses: {} }));
const running = new Map<string, AbortController>();

function say(id: string, status: HostedStatus): void {
  useHostedStore.setState(({ statuses }) => ({ statuses: { ...statuses, [id]: status } }));
}

/** Asks the server for the journey, unless it is being asked. */
export function openHosted(id: string): void {
  if (running.has(id)) return;
  void work(id, (options) => refreshHosted(id, options).then(({ dataset, news }) => noticed(dataset, news)));
}

/** Asks the server once while the page is open. */
export function checkHosted(id: string): void {
  if (useHostedStore.getState().statuses[id] === undefined) openHosted(id);
}

/** What the person wants of two plans that have both changed. It goes before a look at the server. */
export function choose(id: string, choice: PlanChoice): void {
  running.get(id)?.abort();
  void work(id, (options) => choosePlan(id, choice, options).then(() => 'none'));
}

export function cancelHosted(id: string): void {
  running.get(id)?.abort();
}

/** The note about what the server had is read. */
export function dismissHosted(id: string): void {
  say(id, { kind: 'done', news: 'none' });
}

export function useHostedStatus(id: string | null): HostedStatus | undefined {
  return useHostedStore(({ statuses }) => (id === null ? undefined : statuses[id]));
}

/** Whether files of any hosted journey are being fetched or read. */
export function useIsFetching(): boolean {
  return useHostedStore(({ statuses }) =>
    Object.values(statuses).some(
      (status) => status.kind === 'working' && (status.step.kind === 'fetching' || status.step.kind === 'reading'),
    ),
  );
}

export interface HostedPlanState {
  readonly changedHere: boolean;
  /** The server's plan has changed as well, and nobody has chosen yet. */
  readonly mustChoose: boolean;
}

export function hostedPlanState(dataset: StoredDataset): HostedPlanState {
  return { changedHere: isChangedHere(dataset), mustChoose: dataset.hosted?.newer != null };
}

type Options = Parameters<typeof refreshHosted>[1];

async function work(id: string, task: (options: Options) => Promise<HostedOutcome['news']>): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  say(id, { kind: 'working', step: { kind: 'checking' } });
  try {
    const news = await task({
      base: document.baseURI,
      nowMs: Date.now(),
      signal: controller.signal,
      onStep: (step) => {
        if (running.get(id) === controller) say(id, { kind: 'working', step });
      },
    });
    if (running.get(id) === controller) say(id, { kind: 'done', news });
  } catch (error) {
    // Whoever stops the look at the server keeps what is here.
    if (running.get(id) === controller) say(id, { kind: 'failed', error: toHandrailError(error) });
  } finally {
    if (running.get(id) === controller) running.delete(id);
  }
}

function noticed({ sample }: StoredDataset, news: HostedOutcome['news']): HostedOutcome['news'] {
  if (sample && news === 'first') noteSample(Date.now());
  return news;
}

/** As if the page was opened anew. */
export function forgetHosted(): void {
  for (const controller of running.values()) controller.abort();
  running.clear();
  useHostedStore.setState({ statuses: {} });
}

/** Whether the person stopped it. */
export function wasStopped(status: HostedStatus | undefined): boolean {
  return status?.kind === 'failed' && isCode(status.error, 'cancelled');
}
