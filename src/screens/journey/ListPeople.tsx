import { useId, useRef, useState } from 'react';
import type { FunnelQuery } from '../../engine/query.ts';
import { toHandrailError } from '../../journey/errors.ts';
import { tableNameOf } from '../../journey/table-source.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { type PeopleGroup, useListPeople } from '../../state/list-people.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { sayError } from '../../words/errors.ts';
import { quote } from '../../words/numbers.ts';
import { sayPeopleFound } from '../../words/people-list.ts';
import page from '../JourneyPage.module.css';
import type { Way } from './way.ts';

export interface ListPeopleProps {
  readonly dataset: StoredDataset;
  readonly question: FunnelQuery;
  readonly way: Way;
  readonly labels: readonly string[];
}

const GROUPS = {
  dropped: 'Dropped',
  'in-progress': 'In progress',
  converted: 'Went on',
} as const satisfies Record<PeopleGroup, string>;

/** The way to the list of the people behind the figures of a transition, with their addresses out of the original files. */
export function ListPeople(props: ListPeopleProps) {
  const [open, setOpen] = useState(false);
  const table = tableNameOf(props.dataset.profile);
  if (table !== null) {
    return (
      <p className={page.source}>
        Who these people are is not fetched: their events stay in the table <bdi>{table}</bdi>. Whoever runs it can list
        them there.
      </p>
    );
  }
  return (
    <div>
      <Button onClick={() => setOpen(true)}>List these people…</Button>
      {open && <ListDialog {...props} onClose={() => setOpen(false)} />}
    </div>
  );
}

function ListDialog({ dataset, question, way, labels, onClose }: ListPeopleProps & { readonly onClose: () => void }) {
  const [who, setWho] = useState<PeopleGroup>('dropped');
  const { mutate, isPending, data, error, variables } = useListPeople(dataset, question);
  const input = useRef<HTMLInputElement>(null);
  const inputId = useId();
  const hashed = dataset.profile.keys === 'hashed';
  const [from, to] = [labels[way.fromStep] ?? '', labels[way.toStep] ?? ''];
  const list = (files: readonly File[]) =>
    mutate(
      { fromStep: way.fromStep, toStep: way.toStep, who, files },
      {
        onSuccess: ({ found, csv }) => {
          if (found > 0) saveFile(`${dataset.name} ${from} to ${to} ${GROUPS[who].toLowerCase()}.csv`, csv);
        },
      },
    );
  const choices =
    question.windowUs === null
      ? (['dropped', 'converted'] as const)
      : (['dropped', 'in-progress', 'converted'] as const);
  return (
    <Dialog
      open
      title={`List the people between ${quote(from)} and ${quote(to)}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          {hashed ? (
            <Button variant="primary" busy={isPending} onClick={() => input.current?.click()}>
              Choose the original files
            </Button>
          ) : (
            <Button variant="primary" busy={isPending} onClick={() => list([])}>
              Save the list
            </Button>
          )}
        </>
      }
    >
      <Segmented
        label="Who"
        value={who}
        options={choices.map((value) => ({ value, label: GROUPS[value] }))}
        onChange={setWho}
      />
      {hashed && (
        <p>
          Only fingerprints of their addresses are kept here. Choose the files that this journey was made of: they are
          looked through in this browser, the rows of these people are saved as a list, and nothing of it is kept.
        </p>
      )}
      <input
        ref={input}
        id={inputId}
        type="file"
        multiple
        hidden
        aria-label="Original files"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) list(files);
        }}
      />
      <div role="status">
        {data && variables && <Notice>{sayPeopleFound(data.found, data.people, variables.files.length > 0)}</Notice>}
      </div>
      {error && <Notice tone="error">{sayError(toHandrailError(error))}</Notice>}
    </Dialog>
  );
}
