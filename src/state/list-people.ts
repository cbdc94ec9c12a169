import { useMutation } from '@tanstack/react-query';
import type { FunnelQuery, PeopleGroup } from '../engine/query.ts';
import { embedded, type StoredDataset } from './embedded.ts';

export type { PeopleGroup };

export interface PeopleRequest {
  readonly fromStep: number;
  readonly toStep: number;
  readonly who: PeopleGroup;
  /** The original files, in which keys are looked up that are stored as fingerprints. */
  readonly files: readonly File[];
}

/** The people behind a figure of the question as a CSV; nothing of it is stored. */
export function useListPeople(dataset: StoredDataset, { kind: _, breakdown: _breakdown, ...scope }: FunnelQuery) {
  return useMutation({
    mutationFn: ({ files, ...way }: PeopleRequest) => embedded().people(dataset, { ...scope, ...way }, files),
  });
}
