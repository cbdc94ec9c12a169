import { useState } from 'react';
import { toHandrailError } from '../../journey/errors.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { useForgetPerson } from '../../state/forget-person.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { sayError } from '../../words/errors.ts';
import { sayForgotten } from '../../words/forgetting.ts';
import styles from './Kept.module.css';

const ALL = 'all';

/** Takes a person out of what is kept, by the key that stands in their file. */
export function ForgetDialog({
  datasets,
  onClose,
}: {
  readonly datasets: readonly StoredDataset[];
  readonly onClose: () => void;
}) {
  const [key, setKey] = useState('');
  const [where, setWhere] = useState(ALL);
  const { mutate, isPending, error, data, variables, reset } = useForgetPerson();
  const missing = key.trim() === '';
  const forget = () => {
    if (missing || isPending) return;
    const chosen = where === ALL ? datasets : datasets.filter(({ id }) => id === where);
    mutate({ key: key.trim(), datasets: chosen, everywhere: where === ALL }, { onSuccess: () => setKey('') });
  };
  return (
    <Dialog
      open
      title="Forget a person"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{data ? 'Close' : 'Cancel'}</Button>
          <Button variant="danger" busy={isPending} aria-disabled={missing} onClick={forget}>
            Forget them
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          forget();
        }}
      >
        <TextField
          label="Their address, number or id"
          hint="As it stands in a column of your file that names the person; with several such columns, any of them. Only fingerprints are kept, to know them again."
          value={key}
          onChange={(typed) => {
            setKey(typed);
            if (error) reset();
          }}
        />
        <Select
          label="In"
          value={where}
          options={[
            { value: ALL, label: 'All journeys, and files to come' },
            ...datasets.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={setWhere}
        />
      </form>
      <p>
        Their events, their rejected rows and every copy made of them leave this browser at once. This cannot be undone.
        Files that you saved stay as they are.
      </p>
      <div role="status">{data && variables && <Notice>{sayForgotten(data, variables.everywhere)}</Notice>}</div>
      {error && <Notice tone="error">{sayError(toHandrailError(error))}</Notice>}
    </Dialog>
  );
}
