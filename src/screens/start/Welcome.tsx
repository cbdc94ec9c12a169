import { useState } from 'react';
import { type HandrailError, toHandrailError } from '../../journey/errors.ts';
import { goTo, paths } from '../../state/location.ts';
import { openSample } from '../../state/sample.ts';
import { useDatasets } from '../../state/use-datasets.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { sayError } from '../../words/errors.ts';
import { useTitleFocus } from '../use-title-focus.ts';
import { PickFiles } from './DropZone.tsx';
import styles from './StartScreen.module.css';

/** The empty start: what to bring, and what becomes of it. */
export function Welcome({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const title = useTitleFocus();
  return (
    <section className={styles.welcome} aria-labelledby="welcome">
      <div className={styles.words}>
        <h1 ref={title} tabIndex={-1} id="welcome">
          Bring the lists you already have
        </h1>
        <p className={styles.lead}>
          An export of events, or a newsletter list, a petition and the payments. Handrail joins them by person and
          shows where people fall off on the way to you.
        </p>
        <div className={styles.ways}>
          <PickFiles onFiles={onFiles} variant="primary">
            Choose files
          </PickFiles>
          <PickFiles onFiles={onFiles} folder>
            Choose a folder
          </PickFiles>
          <SampleButton />
        </div>
        <p className={styles.fine}>
          Or drop them anywhere on this page, several at once: CSV, JSON, Parquet, Excel, packed as gzip or zip. A table
          copied out of a spreadsheet can be pasted. A plan file with them fills in everything, and a journey that was
          saved as one file opens. Your files stay in this browser.
        </p>
      </div>
      <Lists />
    </section>
  );
}

function SampleButton() {
  const { datasets } = useDatasets();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<HandrailError | null>(null);
  const [absent, setAbsent] = useState(false);
  if (!datasets || datasets.some(({ sample }) => sample)) return null;
  const open = async () => {
    setBusy(true);
    setError(null);
    try {
      const sample = await openSample({ nowMs: Date.now() });
      if (sample) goTo(paths.journey(sample.id));
      else setAbsent(true);
    } catch (failure) {
      setError(toHandrailError(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button busy={busy} onClick={() => void open()}>
        Look at a sample first
      </Button>
      {absent && <Notice>This copy of Handrail comes without the sample journey. Choose files of your own.</Notice>}
      {error && <Notice tone="error">{sayError(error)}</Notice>}
    </>
  );
}

/** Three lists become stairs with a handrail. */
function Lists() {
  return (
    <svg className={styles.picture} viewBox="0 0 420 260" fill="none" aria-hidden="true">
      {[0, 1, 2].map((list) => (
        <g key={list} transform={`translate(${8 + list * 22} ${22 + list * 62}) rotate(${-5 + list * 4})`}>
          <rect width="104" height="74" rx="7" className={styles.sheet} />
          <path d="M12 18h44" className={styles.strong} />
          <path d="M12 32h80M12 44h80M12 56h58" className={styles.faint} />
        </g>
      ))}
      <path d="M172 134h40m-9-8 9 8-9 8" className={styles.arrow} />
      <path d="M250 148v88M286 116v84M322 85v79M358 53v75M394 22v70" className={styles.posts} />
      <path d="M232 236h36v-36h36v-36h36v-36h36V92h36" className={styles.stairs} />
      <path d="M238 158 398 18" className={styles.rail} />
    </svg>
  );
}
