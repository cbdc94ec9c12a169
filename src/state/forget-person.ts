import { useMutation } from '@tanstack/react-query';
import { forgetReading, readSoon } from './draft-reading.ts';
import { embedded, type StoredDataset } from './embedded.ts';
import { dropRemoved } from './removed-journeys.ts';

export interface ForgetRequest {
  /** As it stands in a file: an address, a number, an id. */
  readonly key: string;
  readonly datasets: readonly StoredDataset[];
  /** Whether files of journeys that are not here yet leave the person out, too. */
  readonly everywhere: boolean;
}

/** Takes a person out of journeys, and out of what is read for them from now on. */
export function useForgetPerson() {
  return useMutation({
    mutationFn: async ({ key, datasets, everywhere }: ForgetRequest) => {
      // What was read and not kept may hold them, and so may what can be taken back.
      forgetReading();
      dropRemoved();
      const found = await embedded().forgetPerson(key, datasets, everywhere);
      readSoon();
      return found.map(({ dataset, events, rejects, otherKeys }) => {
        return { journey: dataset.name, events, rejects, otherKeys: otherKeys.length };
      });
    },
  });
}
