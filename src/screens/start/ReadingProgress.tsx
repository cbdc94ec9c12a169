import type { Reading } from '../../state/reading.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import styles from './ReadingProgress.module.css';
import { sayReading } from './say-reading.ts';

export interface ReadingProgressProps {
  readonly reading: Reading;
  readonly onCancel: () => void;
}

/** How far the reading is, in bytes, rows and time, with a way out that leaves nothing behind. */
export function ReadingProgress({ reading, onCancel }: ReadingProgressProps) {
  const { progress } = reading;
  const sorting = progress?.phase === 'sorting';
  return (
    <div className={styles.reading}>
      <ProgressBar
        label={sorting ? 'Sorting the events by person' : progress ? `Reading ${progress.file}` : 'Opening the files'}
        value={progress === null || sorting ? null : reading.share}
        detail={sayReading(reading)}
      />
      <Button size="small" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
