import { blockersOf, waitingSources } from '../../state/draft-plan.ts';
import { cancelReading, readNow } from '../../state/draft-reading.ts';
import { useImportDraft } from '../../state/draft-store.ts';
import { dropPlanned, resetDraft } from '../../state/import-draft.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { countOf, quote } from '../../words/numbers.ts';
import { DraftNotices } from './DraftNotices.tsx';
import styles from './DraftScreen.module.css';
import { PickFiles } from './DropZone.tsx';
import { FileCard } from './FileCard.tsx';
import { ReadingProgress } from './ReadingProgress.tsx';
import { SortingEvents } from './SortingEvents.tsx';
import { ResumedImport } from './UnfinishedNotices.tsx';

/** Files on their way into a journey: how each is read, then the stages, then the account of rows. */
export function DraftScreen({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const draft = useImportDraft();
  const { files, into, planFile, planned, read, reading, halted } = draft;
  const waiting = waitingSources(files, planned);
  const asked = files.reduce((sum, file) => sum + blockersOf(file).length, 0);
  return (
    <div className={styles.draft}>
      <header className={styles.head}>
        <div>
          <h1>{headline(files.length, into?.name)}</h1>
          <p>
            {asked > 0
              ? `${countOf(asked, 'question', 'questions')} must be answered before they can be read; each stands with its file.`
              : 'This is how we read them. Change what is wrong; what we were unsure of is marked.'}
          </p>
        </div>
        <div className={styles.actions}>
          <PickFiles onFiles={onFiles}>Add files</PickFiles>
          <Button variant="quiet" onClick={() => resetDraft()}>
            Start over
          </Button>
        </div>
      </header>
      <DraftNotices />
      <ResumedImport />
      {planFile && (
        <Notice title={`The plan ${quote(planFile.name)} says how these files are read.`}>
          {planFile.warnings.map(({ path, nearest }) => (
            <p key={path}>
              Its key {path} is not known here and is kept as it is
              {nearest ? `; perhaps ${nearest} was meant` : ''}.
            </p>
          ))}
        </Notice>
      )}
      {waiting.map((source) => (
        <Notice
          key={JSON.stringify(source)}
          tone="question"
          title={`The plan also reads ${quote(source.files)}. Drop it here too.`}
          action={
            <Button size="small" onClick={() => dropPlanned(source)}>
              Go on without it
            </Button>
          }
        />
      ))}
      <div className={styles.files}>
        {files.map((file) => (
          <FileCard key={file.id} file={file} />
        ))}
      </div>
      {reading && <ReadingProgress reading={reading} onCancel={cancelReading} />}
      {halted && !reading && !read && (
        <Button variant="primary" className={styles.again} onClick={readNow}>
          Read the files
        </Button>
      )}
      {read && <SortingEvents key={read.version.folder} read={read} />}
    </div>
  );
}

function headline(files: number, into: string | undefined): string {
  if (into !== undefined) return `${files === 1 ? 'A file' : `${spelled(files)} files`} for ${quote(into)}`;
  if (files === 0) return 'A plan, and no files yet';
  return files === 1 ? 'One file, one journey' : `${spelled(files)} files, one journey`;
}

function spelled(count: number): string {
  return ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'][count] ?? String(count);
}
