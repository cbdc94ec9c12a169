import { toHandrailError } from '../../journey/errors.ts';
import { notify } from '../../state/draft-store.ts';
import { forgetRemoved, type RemovedJourney, useRemoved } from '../../state/removed-journeys.ts';
import { undo } from '../../state/undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { formatBytes, quote } from '../../words/numbers.ts';
import styles from './Kept.module.css';

/** The journeys deleted since the page was opened, each with the way back. */
export function RemovedNotices() {
  const removed = useRemoved((state) => state.removed);
  return removed.map((each) => <RemovedNotice key={each.dataset.id} removed={each} />);
}

function RemovedNotice({ removed: { dataset, editId } }: { readonly removed: RemovedJourney }) {
  const name = quote(dataset.name);
  return (
    <Notice
      action={
        <div className={styles.answers}>
          {editId !== null && (
            <Button
              size="small"
              aria-label={`Undo, take back ${dataset.name}`}
              onClick={() => void undo(editId).catch((error: unknown) => notify({ error: toHandrailError(error) }))}
            >
              Undo
            </Button>
          )}
          <Button
            size="small"
            variant="quiet"
            aria-label={editId === null ? `Dismiss the note about ${dataset.name}` : `Delete for good: ${dataset.name}`}
            onClick={() => void forgetRemoved(dataset)}
          >
            {editId === null ? 'Dismiss' : 'Delete for good'}
          </Button>
        </div>
      }
    >
      {editId === null
        ? `${name} is deleted. Another tab holds its data just now, so it cannot be taken back here.`
        : `${name} is deleted. It can be taken back until you close this page; until then its ${formatBytes(dataset.version.bytes)} are not free.`}
    </Notice>
  );
}
