import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type HandrailError, toHandrailError } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { withPlannedEnds } from './draft-plan.ts';
import { embedded, type StoredDataset } from './embedded.ts';

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
  const rename = useMutation<unknown, Error, { readonly id: string; readonly name: string }>({
    mutationFn: ({ id, name }) =>
      embedded().catalogue.change(id, (dataset) => ({ ...dataset, name, plan: { ...dataset.plan, name } })),
  });
  const remove = useMutation<unknown, Error, StoredDataset>({ mutationFn: (dataset) => embedded().remove(dataset) });
  const changePlan = useMutation<unknown, Error, { readonly id: string; readonly plan: Plan }>({
    mutationFn: ({ id, plan }) =>
      embedded().catalogue.change(id, (dataset) => ({
        ...dataset,
        plan,
        profile: withPlannedEnds(dataset.profile, plan),
      })),
  });
  return { rename, remove, changePlan };
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

export interface StorageSpace {
  readonly usedBytes: number;
  /** What the browser gives at most. */
  readonly quotaBytes: number;
  /** Whether the browser has promised not to delete it when room gets short. */
  readonly persisted: boolean;
}

/** The room that the datasets take; `undefined` until known. */
export function useStorageSpace(datasets: readonly StoredDataset[]): StorageSpace | undefined {
  const { data } = useQuery({
    queryKey: ['storage-space', datasets.map(({ version }) => version.folder)],
    queryFn: async (): Promise<StorageSpace> => {
      const [estimate, persisted] = await Promise.all([navigator.storage.estimate(), navigator.storage.persisted()]);
      return { usedBytes: estimate.usage ?? 0, quotaBytes: estimate.quota ?? 0, persisted };
    },
    gcTime: 0,
  });
  return data;
}
