import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type HandrailError, toHandrailError } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { quote } from '../words/numbers.ts';
import { withPlannedEnds, withUntil } from './draft-plan.ts';
import { embedded, type StoredDataset } from './embedded.ts';
import { removeJourney } from './removed-journeys.ts';
import { remember } from './undo.ts';

const KEY = ['datasets'] as const;

export interface Datasets {
  /** Newest first; `undefined` until the catalogue was read. */
  readonly datasets: readonly StoredDataset[] | undefined;
  readonly error: HandrailError | null;
}

export function useDatasets(): Datasets {
  const { data, error } = useQuery({ queryKey: KEY, queryFn: () => embedded().catalogue.list() });
  return { datasets: data, error: error && toHandrailError(error) };
}

/** Called once, high up: reads the catalogue anew when this tab or another one has changed it. */
export function useCatalogueChanges(): void {
  const client = useQueryClient();
  useEffect(() => embedded().catalogue.subscribe(() => void refreshDatasets(client)), [client]);
}

/** Reads the catalogue anew and waits for it. */
export function refreshDatasets(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: KEY });
}

export function useDatasetActions() {
  const rename = useMutation<unknown, Error, { readonly dataset: StoredDataset; readonly name: string }>({
    mutationFn: async ({ dataset: { id, name: before }, name }) => {
      await renameTo(id, name);
      const edit = { undo: () => renameTo(id, before), redo: () => renameTo(id, name) };
      remember({ ...edit, what: `Renaming of ${quote(before)}`, about: 'stored' });
    },
  });
  const remove = useMutation<unknown, Error, StoredDataset>({
    mutationFn: (dataset) => removeJourney(dataset, `Deletion of ${quote(dataset.name)}`),
  });
  const changePlan = useMutation<unknown, Error, { readonly id: string; readonly plan: Plan }>({
    mutationFn: ({ id, plan }) =>
      embedded().catalogue.change(id, (dataset) => ({
        ...dataset,
        plan,
        profile: withPlannedEnds(dataset.profile, plan),
      })),
  });
  const answerUntil = useMutation<unknown, Error, UntilAnswer>({
    mutationFn: async ({ dataset, sourceIndex, day }) => {
      const before = dataset.plan.sources[sourceIndex]?.until ?? null;
      await setUntil(dataset.id, sourceIndex, day);
      remember({
        what: 'Answer about where a file ends',
        about: 'stored',
        of: dataset.id,
        undo: () => setUntil(dataset.id, sourceIndex, before),
        redo: () => setUntil(dataset.id, sourceIndex, day),
      });
    },
  });
  return { rename, remove, changePlan, answerUntil };
}

export interface UntilAnswer {
  readonly dataset: StoredDataset;
  readonly sourceIndex: number;
  /** The day up to which the source is complete. */
  readonly day: string;
}

async function setUntil(id: string, sourceIndex: number, day: string | null): Promise<void> {
  await embedded().catalogue.change(id, (dataset) => {
    const plan = withUntil(dataset.plan, sourceIndex, day);
    return { ...dataset, plan, profile: withPlannedEnds(dataset.profile, plan) };
  });
}

async function renameTo(id: string, name: string): Promise<void> {
  await embedded().catalogue.change(id, (dataset) => ({ ...dataset, name, plan: { ...dataset.plan, name } }));
}

/** The profile with its rejected rows, which the catalogue does not hold. Read when `wanted`. */
export function useFullProfile(
  dataset: StoredDataset | undefined,
  wanted: boolean,
): { readonly profile: DatasetProfile | undefined; readonly error: HandrailError | null } {
  const { data, error } = useQuery({
    queryKey: ['profile', dataset?.version.folder],
    queryFn: dataset ? () => embedded().profile(dataset) : () => Promise.reject(new Error('no dataset')),
    enabled: wanted && dataset !== undefined,
    gcTime: 60_000,
  });
  return { profile: data, error: error && toHandrailError(error) };
}
