import { cancelFileTask, dismissSaved, useFileTask } from '../../state/journey-file.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { formatPercent, quote } from '../../words/numbers.ts';
import styles from './ReadingProgress.module.css';

/** A journey that is being saved as a file or opened from one, and what to know about the file. */
export function FileTaskNotice() {
  const { task, saved } = useFileTask();
  if (task) {
    return (
      <div className={styles.reading}>
        <ProgressBar
          label={task.kind === 'saving' ? `Saving ${quote(task.name)}` : `Opening ${task.name}`}
          value={task.share}
          detail={formatPercent(task.share)}
        />
        <Button size="small" onClick={cancelFileTask}>
          Cancel
        </Button>
      </div>
    );
  }
  if (saved === null) return null;
  return (
    <Notice
      title={`${quote(saved)} is saved as one file.`}
      action={
        <Button size="small" variant="quiet" onClick={dismissSaved}>
          Dismiss
        </Button>
      }
    >
      Drop it on this page on any computer to open it there. It holds the data, the plan and the secret that turns
      addresses into fingerprints: give it only to people to whom you would give the lists.
    </Notice>
  );
}
