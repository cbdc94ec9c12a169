import { useImportDraft } from '../../state/draft-store.ts';
import { startAnew } from '../../state/import-draft.ts';
import { forgetUnfinished, useUnfinished } from '../../state/unfinished.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { formatList, formatMoment, quote } from '../../words/numbers.ts';

const NAMED = 3;

/** On the empty start: what an earlier visit began and did not finish. */
export function UnfinishedImport() {
  const unfinished = useUnfinished((state) => state.unfinished);
  if (!unfinished) return null;
  const { files, atMs } = unfinished;
  const names = files.slice(0, NAMED).map(({ name }) => quote(name));
  const more = files.length - names.length;
  const one = files.length === 1;
  return (
    <Notice
      title={`You had begun with ${formatList(more > 0 ? [...names, `${more} more`] : names)} on ${sayMoment(atMs)}.`}
      action={
        <Button size="small" variant="quiet" onClick={forgetUnfinished}>
          Forget it
        </Button>
      }
    >
      {`Bring ${one ? 'the file' : 'the files'} once more: what you decided about ${one ? 'its' : 'their'} columns and steps is still here. ${one ? 'The file itself was' : 'The files themselves were'} not kept.`}
    </Notice>
  );
}

/** Beside the files: that what was decided before is in force again. */
export function ResumedImport() {
  const resumedMs = useImportDraft((draft) => draft.resumedMs);
  if (resumedMs === null) return null;
  return (
    <Notice
      title={`Columns and steps are as you left them on ${sayMoment(resumedMs)}.`}
      action={
        <Button size="small" variant="quiet" onClick={startAnew}>
          Guess them anew
        </Button>
      }
    />
  );
}

function sayMoment(ms: number): string {
  return formatMoment(ms * 1000, Intl.DateTimeFormat().resolvedOptions().timeZone);
}
