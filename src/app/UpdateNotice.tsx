import { useState } from 'react';
import { useImportDraft } from '../state/draft-store.ts';
import { useFileTask } from '../state/journey-file.ts';
import { useIsFetching } from '../state/use-hosted.ts';
import { Button } from '../ui/Button.tsx';
import { takeUpdate, useIsUpdateReady } from './service-worker/update.ts';
import styles from './UpdateNotice.module.css';

/** Offers a new version of the application; never while files are being read, nor while an import is prepared. */
export function UpdateNotice() {
  const isReady = useIsUpdateReady();
  const isFetching = useIsFetching();
  const [isTaken, setIsTaken] = useState(false);
  const isOpening = useFileTask(({ task }) => task !== null);
  const hasDraft = useImportDraft(({ files, reading }) => files.length > 0 || reading !== null);
  return (
    <div role="status">
      {isReady && !isFetching && !isOpening && !hasDraft && (
        <div className={styles.update}>
          <span>A new version is ready</span>
          <Button
            size="small"
            busy={isTaken}
            onClick={() => {
              setIsTaken(true);
              takeUpdate();
            }}
          >
            Reload
          </Button>
        </div>
      )}
    </div>
  );
}
