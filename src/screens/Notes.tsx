import { useId, useState } from 'react';
import type { Plan, PlanNote } from '../journey/plan.ts';
import { parseDay } from '../journey/time-zone.ts';
import { notesOf, type SaidNote } from '../report/page/page-trend.ts';
import type { PlanChange } from '../state/inventory-edits.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';
import { quote } from '../words/numbers.ts';
import styles from './Notes.module.css';

export interface NotesProps {
  readonly plan: Pick<Plan, 'notes'>;
  readonly timeZone: string;
  /** The picture's time: notes on other days have no number in it. */
  readonly within: { readonly fromUs: number; readonly toUs: number } | null;
  /** `null` where they can only be read. */
  readonly edit: ((what: string, change: PlanChange) => void) | null;
}

/** What happened on which day, under the numbers that the picture carries: written, changed and taken away in place. */
export function Notes({ plan, timeZone, within, edit }: NotesProps) {
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const notes = notesOf(plan, timeZone);
  const shown = notesIn(notes, within);
  if (notes.length === 0 && edit === null) return null;
  const finish = (index: number | 'new', note: PlanNote) => {
    setOpen(null);
    if (index === 'new') edit?.(`Note of ${note.date}`, (now) => ({ ...now, notes: [...(now.notes ?? []), note] }));
    else edit?.(`Change of the note of ${note.date}`, (now) => withNote(now, index, note));
  };
  return (
    <div className={styles.notes}>
      <ol className={styles.list} aria-label="Notes on days">
        {notes.map((note) => {
          const number = shown.indexOf(note) + 1;
          if (open === note.index) {
            return (
              <li key={note.index}>
                <NoteForm
                  note={plan.notes?.[note.index] ?? { date: '', text: '' }}
                  onDone={(next) => finish(note.index, next)}
                  onCancel={() => setOpen(null)}
                />
              </li>
            );
          }
          return (
            <li key={note.index}>
              <span className={styles.number} data-outside={number === 0 || undefined}>
                {number === 0 ? '·' : number}
              </span>
              <span>
                {note.day}: <bdi>{note.text}</bdi>
                {number === 0 && <span className={styles.outside}> (not in this picture)</span>}
              </span>
              {edit && (
                <span className={styles.buttons}>
                  <Button variant="quiet" size="small" onClick={() => setOpen(note.index)}>
                    Edit<VisuallyHidden> the note of {note.day}</VisuallyHidden>
                  </Button>
                  <Button
                    variant="quiet"
                    size="small"
                    onClick={() =>
                      edit(`Deletion of the note ${quote(note.text)}`, (now) => withNote(now, note.index, null))
                    }
                  >
                    Delete<VisuallyHidden> the note of {note.day}</VisuallyHidden>
                  </Button>
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {edit &&
        (open === 'new' ? (
          <NoteForm
            note={{ date: '', text: '' }}
            onDone={(note) => finish('new', note)}
            onCancel={() => setOpen(null)}
          />
        ) : (
          <Button variant="quiet" size="small" className={styles.add} onClick={() => setOpen('new')}>
            Add a note on a day
          </Button>
        ))}
    </div>
  );
}

/** The notes that a picture of this time carries, in the order of their numbers. */
export function notesIn(notes: readonly SaidNote[], within: NotesProps['within']): readonly SaidNote[] {
  return within === null ? notes : notes.filter(({ us }) => us >= within.fromUs && us < within.toUs);
}

/** The plan with one note changed, or without it. */
function withNote(plan: Plan, index: number, note: PlanNote | null): Plan {
  const notes = (plan.notes ?? []).flatMap((each, k) => (k === index ? (note ?? []) : each));
  if (notes.length > 0) return { ...plan, notes };
  const { notes: _, ...rest } = plan;
  return rest;
}

interface NoteFormProps {
  readonly note: PlanNote;
  readonly onDone: (note: PlanNote) => void;
  readonly onCancel: () => void;
}

function NoteForm({ note, onDone, onCancel }: NoteFormProps) {
  const [date, setDate] = useState(note.date);
  const [text, setText] = useState(note.text);
  const [tried, setTried] = useState(false);
  const id = useId();
  const noDay = parseDay(date) === null;
  const noText = text.trim() === '';
  return (
    <form
      className={styles.form}
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!noDay && !noText) onDone({ date, text: text.trim() });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <VisuallyHidden>
        <span id={id}>A note on a day</span>
      </VisuallyHidden>
      <TextField
        type="date"
        label="Day"
        value={date}
        onChange={setDate}
        autoFocus
        error={tried && noDay ? 'Choose a day.' : undefined}
      />
      <TextField
        label="What happened"
        value={text}
        onChange={setText}
        maxLength={200}
        placeholder="New site went live"
        className={styles.text}
        error={tried && noText ? 'Say what happened.' : undefined}
      />
      <span className={styles.buttons}>
        <Button type="submit" variant="primary" size="small">
          Keep it
        </Button>
        <Button variant="quiet" size="small" onClick={onCancel}>
          Cancel
        </Button>
      </span>
    </form>
  );
}
