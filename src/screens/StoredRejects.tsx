import { useState } from 'react';
import type { StoredDataset } from '../state/embedded.ts';
import { useFullProfile } from '../state/use-datasets.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { sayError } from '../words/errors.ts';
import { RejectsDialog } from './RejectsDialog.tsx';

/** The rejected rows of a stored journey, fetched when somebody wants to see them; nothing where none were rejected. */
export function StoredRejects({ dataset }: { readonly dataset: StoredDataset }) {
  const [wanted, setWanted] = useState(false);
  const { profile, error } = useFullProfile(dataset, wanted);
  if (dataset.profile.quality.rowsRejected === 0) return null;
  return (
    <>
      <Button size="small" busy={wanted && !profile && !error} onClick={() => setWanted(true)}>
        See the rejected rows
      </Button>
      {error && <Notice tone="error">{sayError(error)}</Notice>}
      {profile && <RejectsDialog open={wanted} parts={profile.quality.parts} onClose={() => setWanted(false)} />}
    </>
  );
}
