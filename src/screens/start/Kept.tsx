import { useState } from 'react';
import { tableNameOf } from '../../journey/table-source.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { useRemoved } from '../../state/removed-journeys.ts';
import { askToKeep, type StorageSpace, useStorageSpace } from '../../state/storage-space.ts';
import { Button } from '../../ui/Button.tsx';
import { formatBytes } from '../../words/numbers.ts';
import { DatasetList } from './DatasetList.tsx';
import { ForgetDialog } from './ForgetDialog.tsx';
import styles from './Kept.module.css';
import { RemovedNotices } from './RemovedNotices.tsx';

/** What is kept in this browser, how safe it is there, and what was deleted and may come back. */
export function Kept({ datasets }: { readonly datasets: readonly StoredDataset[] }) {
  const removed = useRemoved((state) => state.removed);
  const [forgetting, setForgetting] = useState(false);
  const space = useStorageSpace([
    ...datasets.map(({ version }) => version.folder),
    ...removed.map(({ dataset }) => dataset.id),
  ]);
  // People of a table are forgotten there.
  const ofFiles = datasets.filter(({ profile }) => tableNameOf(profile) === null);
  if (datasets.length === 0 && removed.length === 0) return null;
  return (
    <section aria-labelledby="stored" className={styles.kept}>
      <h2 id="stored">Kept in this browser</h2>
      {datasets.length > 0 && <DatasetList datasets={datasets} />}
      {ofFiles.length > 0 && (
        <p className={styles.more}>
          <Button size="small" variant="quiet" onClick={() => setForgetting(true)}>
            Forget a person…
          </Button>
        </p>
      )}
      {forgetting && <ForgetDialog datasets={ofFiles} onClose={() => setForgetting(false)} />}
      <RemovedNotices />
      {space && <Space space={space} />}
    </section>
  );
}

function Space({ space }: { readonly space: StorageSpace }) {
  const { usedBytes, quotaBytes, persisted, asked } = space;
  const free = Math.max(0, quotaBytes - usedBytes);
  return (
    <div className={styles.space}>
      <div className={styles.meter} aria-hidden="true">
        <i style={{ inlineSize: `${quotaBytes > 0 ? Math.min(100, (100 * usedBytes) / quotaBytes) : 0}%` }} />
      </div>
      <p>
        <b>{formatBytes(usedBytes)}</b> used, <b>{formatBytes(free)}</b> free of what this browser gives.{' '}
        {sayPromise(persisted, asked)}
      </p>
      {!persisted && (
        <Button size="small" variant="quiet" onClick={() => void askToKeep()}>
          {asked ? 'Ask the browser again to keep them' : 'Ask the browser to keep them'}
        </Button>
      )}
    </div>
  );
}

/** Whether the browser keeps what is stored, and what that means. */
function sayPromise(persisted: boolean, asked: boolean): string {
  if (persisted) {
    return 'The browser has promised to keep them until you delete them, or clear the data of this page yourself.';
  }
  const answer = asked ? 'The browser was asked to keep them and has not promised it: it' : 'The browser';
  return `${answer} may delete all of them when the disk gets full, and Safari also when you stay away for a week. “Save as one file” makes a file that stays.`;
}
