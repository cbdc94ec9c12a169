import { useState } from 'react';
import { Link } from 'wouter';
import { formatPlan } from '../../journey/plan-file.ts';
import { tableNameOf } from '../../journey/table-source.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { addFilesTo } from '../../state/import-draft.ts';
import { saveJourney, useFileTask } from '../../state/journey-file.ts';
import { goTo, paths } from '../../state/location.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { countOf, formatBytes, formatDay, formatDayRange, peopleOf } from '../../words/numbers.ts';
import { DeleteDialog, ExportDialog, RenameDialog } from './DatasetDialogs.tsx';
import styles from './DatasetList.module.css';
import { PickFiles } from './DropZone.tsx';

/** The journeys kept in this browser: to open, rename, take away as a file, or delete. */
export function DatasetList({ datasets }: { readonly datasets: readonly StoredDataset[] }) {
  const [renaming, setRenaming] = useState<StoredDataset | null>(null);
  const [deleting, setDeleting] = useState<StoredDataset | null>(null);
  const [exporting, setExporting] = useState<StoredDataset | null>(null);
  const busy = useFileTask(({ task }) => task !== null);
  const save = async (dataset: StoredDataset) => {
    const file = await saveJourney(dataset);
    if (file) saveFile(`${dataset.name}.handrail`, file);
  };
  return (
    <>
      <ul className={styles.list}>
        {datasets.map((dataset) => {
          const { id, name, plan, profile } = dataset;
          const isTable = tableNameOf(profile) !== null;
          return (
            <li
              key={id}
              className={styles.dataset}
              {...(addable(dataset) && { 'data-dataset': id, 'data-name': name })}
            >
              <div className={styles.words}>
                <h3>
                  <Link
                    href={paths.journey(id)}
                    onClick={(event) => {
                      event.preventDefault();
                      goTo(paths.journey(id));
                    }}
                  >
                    {name}
                  </Link>
                  {dataset.sample && <Chip>sample</Chip>}
                </h3>
                <p>{about(dataset)}</p>
              </div>
              <div className={styles.actions}>
                <Button size="small" onClick={() => goTo(paths.journey(id))} aria-label={`Open ${name}`}>
                  Open
                </Button>
                {addable(dataset) && (
                  <PickFiles
                    variant="quiet"
                    size="small"
                    label={`Add files to ${name}`}
                    onFiles={(files) => void addFilesTo(dataset, files)}
                  >
                    Add files
                  </PickFiles>
                )}
                <Button
                  variant="quiet"
                  size="small"
                  aria-label={`Change the steps of ${name}`}
                  title="Which event belongs to which step, and what the steps are called"
                  onClick={() => goTo(paths.steps(id))}
                >
                  Change steps
                </Button>
                <Button variant="quiet" size="small" onClick={() => setRenaming(dataset)} aria-label={`Rename ${name}`}>
                  Rename
                </Button>
                <Button
                  variant="quiet"
                  size="small"
                  aria-label={`Save the plan of ${name}`}
                  title="How the files are read and the steps counted, without the data"
                  onClick={() =>
                    saveFile(`${name}.plan.json`, new Blob([formatPlan(plan)], { type: 'application/json' }))
                  }
                >
                  Save plan
                </Button>
                {!isTable && (
                  <>
                    <Button
                      variant="quiet"
                      size="small"
                      aria-disabled={busy}
                      aria-label={`Save as one file: ${name}`}
                      title="Data and plan as one file, which opens on another computer"
                      onClick={() => {
                        if (!busy) void save(dataset);
                      }}
                    >
                      Save as one file
                    </Button>
                    <Button
                      variant="quiet"
                      size="small"
                      aria-disabled={busy}
                      aria-label={`Export the events of ${name}`}
                      title="The events as CSV or Parquet, for other programs"
                      onClick={() => {
                        if (!busy) setExporting(dataset);
                      }}
                    >
                      Export
                    </Button>
                  </>
                )}
                <Button variant="quiet" size="small" onClick={() => setDeleting(dataset)} aria-label={`Delete ${name}`}>
                  Delete
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
      {renaming && <RenameDialog dataset={renaming} onClose={() => setRenaming(null)} />}
      {exporting && <ExportDialog dataset={exporting} onClose={() => setExporting(null)} />}
      {deleting && <DeleteDialog dataset={deleting} onClose={() => setDeleting(null)} />}
    </>
  );
}

/** The sample and hosted journeys follow their servers; of earlier ones it is not known which rows they hold. */
function addable({ sample, hosted, version }: StoredDataset): boolean {
  return !sample && !hosted && version.rowsKnown === true;
}

function about({ profile, version, createdAtMs }: StoredDataset): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const table = tableNameOf(profile);
  const parts = [peopleOf(profile.personCount), countOf(profile.eventCount, 'event', 'events')];
  if (profile.firstUs !== null && profile.lastUs !== null) {
    parts.push(formatDayRange(profile.firstUs, profile.lastUs, profile.timeZone));
  }
  const day = formatDay(createdAtMs * 1000, zone);
  if (table === null) parts.push(formatBytes(version.bytes), `read on ${day}`);
  else parts.push(`its events stay in the ClickHouse table ${table}`, `looked at on ${day}`);
  return parts.join(' · ');
}
