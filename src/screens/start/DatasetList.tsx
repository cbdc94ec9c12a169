import { useState } from 'react';
import { Link } from 'wouter';
import { toHandrailError } from '../../journey/errors.ts';
import { formatPlan } from '../../journey/plan-file.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { goTo, paths } from '../../state/location.ts';
import { type StorageSpace, useDatasetActions, useStorageSpace } from '../../state/use-datasets.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { sayError } from '../../words/errors.ts';
import { countOf, formatBytes, formatDay, formatDayRange, peopleOf } from '../../words/numbers.ts';
import styles from './DatasetList.module.css';
import { saveFile } from './save-file.ts';

/** The journeys kept in this browser: to open, rename, save the plan of, or delete. */
export function DatasetList({ datasets }: { readonly datasets: readonly StoredDataset[] }) {
  const [renaming, setRenaming] = useState<StoredDataset | null>(null);
  const [deleting, setDeleting] = useState<StoredDataset | null>(null);
  const space = useStorageSpace(datasets);
  return (
    <section aria-labelledby="stored" className={styles.stored}>
      <h2 id="stored">Kept in this browser</h2>
      <ul className={styles.list}>
        {datasets.map((dataset) => (
          <li key={dataset.id} className={styles.dataset}>
            <div className={styles.words}>
              <h3>
                <Link
                  href={paths.journey(dataset.id)}
                  onClick={(event) => {
                    event.preventDefault();
                    goTo(paths.journey(dataset.id));
                  }}
                >
                  {dataset.name}
                </Link>
                {dataset.sample && <Chip>sample</Chip>}
              </h3>
              <p>{about(dataset)}</p>
            </div>
            <div className={styles.actions}>
              <Button size="small" onClick={() => goTo(paths.journey(dataset.id))} aria-label={`Open ${dataset.name}`}>
                Open
              </Button>
              <Button
                variant="quiet"
                size="small"
                onClick={() => setRenaming(dataset)}
                aria-label={`Rename ${dataset.name}`}
              >
                Rename
              </Button>
              <Button
                variant="quiet"
                size="small"
                aria-label={`Save the plan of ${dataset.name}`}
                onClick={() => saveFile(`${dataset.name}.plan.json`, formatPlan(dataset.plan), 'application/json')}
              >
                Save plan
              </Button>
              <Button
                variant="quiet"
                size="small"
                onClick={() => setDeleting(dataset)}
                aria-label={`Delete ${dataset.name}`}
              >
                Delete
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {space && <p className={styles.space}>{saySpace(space)}</p>}
      {renaming && <RenameDialog dataset={renaming} onClose={() => setRenaming(null)} />}
      {deleting && <DeleteDialog dataset={deleting} onClose={() => setDeleting(null)} />}
    </section>
  );
}

function saySpace({ usedBytes, quotaBytes, persisted }: StorageSpace): string {
  const room = `${formatBytes(usedBytes)} of the ${formatBytes(quotaBytes)} that this browser gives are used.`;
  return persisted
    ? `${room} It has promised to keep them.`
    : `${room} It may delete them when the disk gets full or when you clear its data: keep your own files.`;
}

function about({ profile, version, createdAtMs }: StoredDataset): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const parts = [peopleOf(profile.personCount), countOf(profile.eventCount, 'event', 'events')];
  if (profile.firstUs !== null && profile.lastUs !== null) {
    parts.push(formatDayRange(profile.firstUs, profile.lastUs, profile.timeZone));
  }
  parts.push(formatBytes(version.bytes), `read on ${formatDay(createdAtMs * 1000, zone)}`);
  return parts.join(' · ');
}

interface DatasetDialogProps {
  readonly dataset: StoredDataset;
  readonly onClose: () => void;
}

function RenameDialog({ dataset, onClose }: DatasetDialogProps) {
  const [name, setName] = useState(dataset.name);
  const { rename } = useDatasetActions();
  const trimmed = name.trim();
  const save = () => {
    if (trimmed !== '') rename.mutate({ id: dataset.id, name: trimmed }, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      title="Rename the journey"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={rename.isPending} aria-disabled={trimmed === ''} onClick={save}>
            Rename
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          label="Name"
          value={name}
          maxLength={120}
          onChange={setName}
          error={rename.error ? sayError(toHandrailError(rename.error)) : trimmed === '' && 'A journey needs a name.'}
        />
      </form>
    </Dialog>
  );
}

function DeleteDialog({ dataset, onClose }: DatasetDialogProps) {
  const { remove } = useDatasetActions();
  return (
    <Dialog
      open
      title={`Delete “${dataset.name}”?`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            variant="danger"
            busy={remove.isPending}
            onClick={() => remove.mutate(dataset, { onSuccess: onClose })}
          >
            Delete
          </Button>
        </>
      }
    >
      <p>
        {peopleOf(dataset.profile.personCount)} and {countOf(dataset.profile.eventCount, 'event', 'events')} leave this
        browser for good, with the plan. Your own files stay where they are.
      </p>
      {remove.error && <Notice tone="error">{sayError(toHandrailError(remove.error))}</Notice>}
    </Dialog>
  );
}
