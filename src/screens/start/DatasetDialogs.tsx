import { useState } from 'react';
import { toHandrailError } from '../../journey/errors.ts';
import { tableNameOf } from '../../journey/table-source.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { exportEvents } from '../../state/journey-file.ts';
import { useDatasetActions } from '../../state/use-datasets.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { TextField } from '../../ui/TextField.tsx';
import { sayError } from '../../words/errors.ts';
import { countOf, peopleOf, quote } from '../../words/numbers.ts';

export interface DatasetDialogProps {
  readonly dataset: StoredDataset;
  readonly onClose: () => void;
}

export function RenameDialog({ dataset, onClose }: DatasetDialogProps) {
  const [name, setName] = useState(dataset.name);
  const { rename } = useDatasetActions();
  const trimmed = name.trim();
  const save = () => {
    if (trimmed === dataset.name) onClose();
    else if (trimmed !== '') rename.mutate({ dataset, name: trimmed }, { onSuccess: onClose });
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

/** What is in the table, and in which format it is saved. */
export function ExportDialog({ dataset, onClose }: DatasetDialogProps) {
  const [format, setFormat] = useState<'csv' | 'parquet'>('csv');
  const { name, profile } = dataset;
  const save = async () => {
    onClose();
    const file = await exportEvents(dataset, format);
    if (file) saveFile(`${name}.${format}`, file);
  };
  return (
    <Dialog
      open
      title={`Export the events of ${quote(name)}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={() => void save()}>
            Export
          </Button>
        </>
      }
    >
      <p>
        {countOf(profile.eventCount, 'event', 'events')} of {peopleOf(profile.personCount)} as one table: person, time
        in UTC, event, value, file, and every property.
        {profile.keys === 'hashed' && ' Addresses and phone numbers stand there as the fingerprints that are kept.'}
      </p>
      <Segmented
        label="Format"
        value={format}
        options={[
          { value: 'csv', label: 'CSV, for spreadsheets' },
          { value: 'parquet', label: 'Parquet, for data tools' },
        ]}
        onChange={setFormat}
      />
    </Dialog>
  );
}

export function DeleteDialog({ dataset, onClose }: DatasetDialogProps) {
  const table = tableNameOf(dataset.profile);
  const { remove } = useDatasetActions();
  return (
    <Dialog
      open
      title={`Delete ${quote(dataset.name)}?`}
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
      {table === null ? (
        <p>
          {peopleOf(dataset.profile.personCount)} and {countOf(dataset.profile.eventCount, 'event', 'events')} leave
          this browser, with the plan. You can take them back until you close this page. Your own files stay where they
          are.
        </p>
      ) : (
        <p>
          What is known of the table <bdi>{table}</bdi> leaves this browser, with the plan. You can take it back until
          you close this page. The table itself stays as it is.
        </p>
      )}
      {remove.error && <Notice tone="error">{sayError(toHandrailError(remove.error))}</Notice>}
    </Dialog>
  );
}
