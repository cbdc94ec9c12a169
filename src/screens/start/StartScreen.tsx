import { useImportDraft } from '../../state/draft-store.ts';
import { addFiles } from '../../state/import-draft.ts';
import { useDatasets } from '../../state/use-datasets.ts';
import { Notice } from '../../ui/Notice.tsx';
import { sayError } from '../../words/errors.ts';
import { DatasetList } from './DatasetList.tsx';
import { DraftNotices } from './DraftNotices.tsx';
import { DraftScreen } from './DraftScreen.tsx';
import { DropZone } from './DropZone.tsx';
import styles from './StartScreen.module.css';
import { Welcome } from './Welcome.tsx';

/** Where data comes in: drop files, see how they are read, sort events into stages, keep the journey. */
export function StartScreen() {
  const { datasets, error } = useDatasets();
  const isEmpty = useImportDraft(({ files, planFile }) => files.length === 0 && planFile === null);
  const receive = (files: readonly File[]) => void addFiles(files);
  return (
    <DropZone onFiles={receive}>
      <div className={styles.start}>
        {isEmpty ? <Welcome onFiles={receive} /> : <DraftScreen onFiles={receive} />}
        {isEmpty && <DraftNotices />}
        {error && (
          <Notice tone="error" title="The stored journeys cannot be listed">
            {sayError(error)}
          </Notice>
        )}
        {datasets && datasets.length > 0 && <DatasetList datasets={datasets} />}
      </div>
    </DropZone>
  );
}
