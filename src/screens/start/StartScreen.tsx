import { useState } from 'react';
import type { HandrailError } from '../../journey/errors.ts';
import { notify, useImportDraft } from '../../state/draft-store.ts';
import { addFiles, addFilesTo } from '../../state/import-draft.ts';
import { useDatasets } from '../../state/use-datasets.ts';
import { useEditsUndo } from '../../state/use-undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { sayError } from '../../words/errors.ts';
import { UndoKeys } from '../Undo.tsx';
import { DiagnosticsDialog } from './DiagnosticsDialog.tsx';
import { DraftNotices } from './DraftNotices.tsx';
import { DraftScreen } from './DraftScreen.tsx';
import { DropZone } from './DropZone.tsx';
import { FileTaskNotice } from './FileTaskNotice.tsx';
import { Kept } from './Kept.tsx';
import styles from './StartScreen.module.css';
import { UnfinishedImport } from './UnfinishedNotices.tsx';
import { Unpacking } from './Unpacking.tsx';
import { Welcome } from './Welcome.tsx';

/** Where data comes in: drop files, see how they are read, sort events into stages, keep the journey. */
export function StartScreen() {
  const { datasets, error } = useDatasets();
  const [diagnosing, setDiagnosing] = useState(false);
  const isEmpty = useImportDraft(({ files, planFile }) => files.length === 0 && planFile === null);
  const undo = useEditsUndo();
  const receive = (files: readonly File[], id?: string) => {
    const dataset = datasets?.find((each) => each.id === id);
    void (dataset ? addFilesTo(dataset, files) : addFiles(files));
  };
  return (
    <DropZone onFiles={receive}>
      <div className={styles.start}>
        {isEmpty ? <Welcome onFiles={receive} /> : <DraftScreen onFiles={receive} />}
        {isEmpty && <DraftNotices />}
        {isEmpty && <UnfinishedImport />}
        <Unpacking />
        <FileTaskNotice />
        {error && (
          <Notice tone="error" title="The stored journeys cannot be listed">
            {sayError(error)}
          </Notice>
        )}
        {datasets && <Kept datasets={datasets} />}
        <p className={styles.help}>
          Something is not as it should be?{' '}
          <Button variant="quiet" size="small" onClick={() => setDiagnosing(true)}>
            Copy diagnostics
          </Button>
        </p>
      </div>
      <UndoKeys undo={undo} onError={sayThere} />
      {diagnosing && <DiagnosticsDialog onClose={() => setDiagnosing(false)} />}
    </DropZone>
  );
}

function sayThere(error: HandrailError): void {
  notify({ error });
}
