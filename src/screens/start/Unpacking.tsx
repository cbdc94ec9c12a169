import { stopLooking, useLooking } from '../../state/looking.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { formatPercent } from '../../words/numbers.ts';
import styles from './ReadingProgress.module.css';

/** Archives that are being unpacked: what is in them shows only then. */
export function Unpacking() {
  const { tasks } = useLooking();
  return tasks
    .filter(({ what, share }) => what === 'unpacking' && share !== null)
    .map(({ id, name, share }) => (
      <div key={id} className={styles.reading}>
        <ProgressBar label={`Unpacking ${name}`} value={share} detail={formatPercent(share ?? 0)} />
        <Button size="small" aria-label={`Cancel the unpacking of ${name}`} onClick={() => stopLooking(id)}>
          Cancel
        </Button>
      </div>
    ));
}
