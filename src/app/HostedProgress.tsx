import { ReadingProgress } from '../screens/start/ReadingProgress.tsx';
import type { HostedStep } from '../state/use-hosted.ts';
import { Button } from '../ui/Button.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { formatBytes } from '../words/numbers.ts';
import styles from './Hosted.module.css';

export interface HostedProgressProps {
  readonly step: HostedStep;
  readonly onCancel: () => void;
}

/** How far the fetching and reading of a hosted journey is. Without a length to trust it shows bytes only. */
export function HostedProgress({ step, onCancel }: HostedProgressProps) {
  if (step.kind === 'reading') return <ReadingProgress reading={step.reading} onCancel={onCancel} />;
  const shown =
    step.kind === 'checking' ? (
      <ProgressBar label="Asking the server" value={null} />
    ) : step.kind === 'asking' ? (
      <ProgressBar label={`Looking at the table ${step.table}`} value={null} />
    ) : (
      <ProgressBar
        label={`Fetching ${step.progress.file}, file ${step.number} of ${step.of}`}
        value={step.progress.bytesTotal === null ? null : step.progress.bytes}
        max={step.progress.bytesTotal ?? 1}
        detail={sayFetched(step.progress)}
      />
    );
  return (
    <div className={styles.progress}>
      {shown}
      <Button size="small" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}

function sayFetched({ bytes, bytesTotal }: { readonly bytes: number; readonly bytesTotal: number | null }): string {
  return bytesTotal === null ? `${formatBytes(bytes)} so far` : `${formatBytes(bytes)} of ${formatBytes(bytesTotal)}`;
}
