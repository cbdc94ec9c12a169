import { useEffect, useRef, useState } from 'react';
import { type HandrailError, isCode, toHandrailError } from '../journey/errors.ts';
import { ReadingProgress } from '../screens/start/ReadingProgress.tsx';
import { goTo, paths } from '../state/location.ts';
import { type Reading, startReading } from '../state/reading.ts';
import { isSampleNew, openSample } from '../state/sample.ts';
import { useDatasets } from '../state/use-datasets.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { sayError } from '../words/errors.ts';
import styles from './App.module.css';

/** Opens the latest journey; in a fresh browser the sample, once. */
export function HomeScreen() {
  const { datasets, error } = useDatasets();
  const [reading, setReading] = useState<Reading | null>(null);
  const [failure, setFailure] = useState<HandrailError | null>(null);
  const controller = useRef<AbortController | null>(null);
  const here = useRef(true);
  const latest = datasets?.[0];
  const fresh = datasets?.length === 0 && isSampleNew();

  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  useEffect(() => {
    if (latest && !controller.current) goTo(paths.journey(latest.id), { replace: true });
    else if (datasets && !fresh && !controller.current) goTo(paths.data, { replace: true });
  }, [datasets, latest, fresh]);

  useEffect(() => {
    if (!fresh || controller.current) return;
    const own = new AbortController();
    controller.current = own;
    setReading(startReading(0, Date.now()));
    openSample({
      nowMs: Date.now(),
      signal: own.signal,
      onReading: setReading,
    }).then(
      (sample) => {
        if (here.current) goTo(sample ? paths.journey(sample.id) : paths.data, { replace: true });
      },
      (why: unknown) => {
        if (!here.current) return;
        setReading(null);
        if (isCode(why, 'cancelled')) goTo(paths.data, { replace: true });
        else setFailure(toHandrailError(why));
      },
    );
  }, [fresh]);

  const shown = failure ?? error;
  if (shown) {
    return (
      <EmptyState
        title="Nothing could be opened"
        action={
          <Button variant="primary" onClick={() => goTo(paths.data, { replace: true })}>
            Go to your data
          </Button>
        }
      >
        {sayError(shown)}
      </EmptyState>
    );
  }
  if (reading) {
    return (
      <div className={styles.opening}>
        <h1>River Trust, a sample journey</h1>
        <p>Your browser reads it now, just as it would read your own files. Nothing leaves this computer.</p>
        <ReadingProgress reading={reading} onCancel={() => controller.current?.abort()} />
      </div>
    );
  }
  return (
    <div className={styles.opening}>
      <Spinner>Opening…</Spinner>
    </div>
  );
}
