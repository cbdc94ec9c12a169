import { isCode } from '../../journey/errors.ts';
import { type DraftNotice, useImportDraft } from '../../state/draft-store.ts';
import { addAgain, dismiss } from '../../state/import-draft.ts';
import { goTo, paths } from '../../state/location.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { sayError } from '../../words/errors.ts';
import styles from './DraftNotices.module.css';

/** What went wrong beside the files, each with what can be done about it. */
export function DraftNotices() {
  const notices = useImportDraft((draft) => draft.notices);
  return notices.map((notice) => <OneNotice key={notice.id} notice={notice} />);
}

function OneNotice({ notice }: { readonly notice: DraftNotice }) {
  const { error, datasetId, file } = notice;
  const isQuiet = isCode(error, 'cancelled') || isCode(error, 'already-imported');
  return (
    <Notice
      tone={isQuiet ? 'info' : 'error'}
      action={
        <div className={styles.answers}>
          {datasetId !== undefined && (
            <Button size="small" onClick={() => goTo(paths.journey(datasetId))}>
              Open it
            </Button>
          )}
          {file && (
            <Button size="small" variant="quiet" onClick={() => void addAgain([file])}>
              Read it again, as another journey
            </Button>
          )}
          <Button size="small" variant="quiet" onClick={() => dismiss(notice.id)}>
            Dismiss
          </Button>
        </div>
      }
    >
      {sayError(error)}
    </Notice>
  );
}
