import type { DraftFile } from '../../state/draft-file.ts';
import { changeSource } from '../../state/import-draft.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { nameOfExport, sayReading } from '../../words/known-exports.ts';
import styles from './FileCard.module.css';

/** A file that looks like an export that is known: what reading it so does, to be confirmed or declined. */
export function KnownExport({ file }: { readonly file: DraftFile }) {
  const { id, sniffed, sources, by } = file;
  const known = sniffed?.known;
  const source = sources[0];
  if (!sniffed || !known || !source || by === 'plan' || by === 'memory') return null;
  const name = nameOfExport(known.id);
  const isRead = source.shape === known.source.shape && source.person === known.source.person;
  if (by !== 'guess') {
    return isRead ? (
      <div>
        <Chip>as {name}</Chip>
      </div>
    ) : (
      <p className={styles.remark}>
        Read by hand.{' '}
        <Button variant="quiet" size="small" onClick={() => changeSource(id, known.source)}>
          Read it as {name}
        </Button>
      </p>
    );
  }
  return (
    <Notice
      tone="question"
      title={`This looks like ${name}.`}
      action={
        <div className={styles.answers}>
          <Button size="small" onClick={() => changeSource(id, source)}>
            Yes, read it so
          </Button>
          <Button size="small" variant="quiet" onClick={() => changeSource(id, sniffed.guess)}>
            No, as any other table
          </Button>
        </div>
      }
    >
      <ul className={styles.reading}>
        {sayReading(source).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Notice>
  );
}
