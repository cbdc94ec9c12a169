import { useState } from 'react';
import { useDiagnostics } from '../../state/use-diagnostics.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { saveFile } from '../../ui/save-file.ts';
import styles from './DiagnosticsDialog.module.css';

/** What to send along when something went wrong, shown before it is copied. */
export function DiagnosticsDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useDiagnostics();
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text ?? '');
      setSaid('Copied.');
    } catch {
      setSaid('The browser does not let this page copy. Save it as a file, or select the text.');
    }
  };
  return (
    <Dialog
      open
      wide
      title="Diagnostics"
      onClose={onClose}
      actions={
        <>
          <span role="status" className={styles.said}>
            {said}
          </span>
          <Button
            aria-disabled={text === undefined}
            onClick={() =>
              text && saveFile('handrail diagnostics.json', new Blob([text], { type: 'application/json' }))
            }
          >
            Save as a file
          </Button>
          <Button variant="primary" aria-disabled={text === undefined} onClick={() => void copy()}>
            Copy
          </Button>
        </>
      }
    >
      <p className={styles.lead}>
        Versions, error codes and the shapes of your files, for whoever helps you. No value, no name and no key of your
        data is in it. This is exactly what is copied; nothing is sent.
      </p>
      {text === undefined ? (
        <Spinner>Collecting…</Spinner>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className={styles.text} tabIndex={0} aria-label="What is copied">
          <pre>{text}</pre>
        </section>
      )}
    </Dialog>
  );
}
