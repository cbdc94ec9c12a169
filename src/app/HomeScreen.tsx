import { useEffect } from 'react';
import { goTo, paths } from '../state/location.ts';
import { isSampleNew } from '../state/sample.ts';
import { sampleId } from '../state/sample-address.ts';
import { useDatasets } from '../state/use-datasets.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { sayError } from '../words/errors.ts';
import styles from './App.module.css';

/** Opens the latest journey; in a fresh browser the sample, once. */
export function HomeScreen() {
  const { datasets, error } = useDatasets();
  const latest = datasets?.[0];

  useEffect(() => {
    if (latest) goTo(paths.journey(latest.id), { replace: true });
    else if (datasets && isSampleNew()) goTo(paths.journey(sampleId(document.baseURI)), { replace: true });
    else if (datasets) goTo(paths.data, { replace: true });
  }, [datasets, latest]);

  if (error) {
    return (
      <EmptyState
        title="Nothing could be opened"
        action={
          <Button variant="primary" onClick={() => goTo(paths.data, { replace: true })}>
            Go to your data
          </Button>
        }
      >
        {sayError(error)}
      </EmptyState>
    );
  }
  return (
    <div className={styles.opening}>
      <Spinner>Opening…</Spinner>
    </div>
  );
}
