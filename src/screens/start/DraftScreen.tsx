import type { DraftFile } from '../../state/draft-file.ts';
import { blockersOf, waitingSources } from '../../state/draft-plan.ts';
import { cancelReading, readNow } from '../../state/draft-reading.ts';
import { useImportDraft } from '../../state/draft-store.ts';
import { dropPlanned, resetDraft } from '../../state/import-draft.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { countOf, quote } from '../../words/numbers.ts';
import { useTitleFocus } from '../use-title-focus.ts';
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
  const title = useTitleFocus();
  const { files, into, planFile, planned, read, reading, halted } = draft;
  const waiting = waitingSources(files, planned);
  const asked = files.reduce((sum, file) => sum + blockersOf(file).length, 0);
  return (
    <div className={styles.draft}>
      <header className={styles.head}>
        <div>
          <h1 ref={title} tabIndex={-1}>
            {headline(files, into?.name)}
          </h1>
          <p>{sayReading(files, asked)}</p>
          {read && (
            <button type="button" className={styles.skip} onClick={skipToSteps}>
              Skip the columns, to the steps
            </button>
          )}
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

function skipToSteps(): void {
  document.getElementById('stages')?.focus();
}

function headline(files: readonly DraftFile[], into: string | undefined): string {
  const { length } = files;
  const failed = files.filter(({ state }) => state === 'failed').length;
  if (length === 0) return into === undefined ? 'A plan, and no files yet' : `No files for ${quote(into)} yet`;
  if (failed === length) return length === 1 ? 'This file cannot be read' : 'None of these files can be read';
  const readable = length - failed;
  if (into !== undefined) return `${readable === 1 ? 'A file' : `${spelled(readable)} files`} for ${quote(into)}`;
  return readable === 1 ? 'One file, one journey' : `${spelled(readable)} files, one journey`;
}

/** What is to be done with the files. */
function sayReading(files: readonly DraftFile[], asked: number): string {
  const failed = files.filter(({ state }) => state === 'failed').length;
  const readable = files.length - failed;
  if (files.length === 0) return 'Bring the files that it reads.';
  if (readable === 0)
    return failed === 1 ? 'The reason stands below. Bring another one.' : 'The reasons stand below. Bring others.';
  const them = readable === 1 ? 'it' : 'them';
  const apart =
    failed === 0
      ? ''
      : ` ${failed === 1 ? 'One that cannot be read is' : `${spelled(failed)} that cannot be read are`} left out.`;
  if (asked === 0)
    return `This is how we read ${them}. Change what is wrong; what we were unsure of is marked.${apart}`;
  const open = `${countOf(asked, 'question', 'questions')} must be answered before ${readable === 1 ? 'it' : 'they'} can be read`;
  if (readable === 1) return `${open}.${apart}`;
  return `${open}; ${asked === 1 ? 'it' : 'each'} stands with its file.${apart}`;
}

function spelled(count: number): string {
  return ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'][count] ?? String(count);
}
