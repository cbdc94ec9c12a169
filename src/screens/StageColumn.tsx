import { type DragEvent, useState } from 'react';
import { DEFAULT_STAGE_LABELS } from '../journey/stages.ts';
import type { BoardCard, BoardPlace, Occurrence } from '../state/stage-board.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { TextField } from '../ui/TextField.tsx';
import { countOf, peopleOf } from '../words/numbers.ts';
import { EventCard } from './EventCard.tsx';
import styles from './StageBoard.module.css';
import type { Neighbour } from './StageBoard.tsx';

/** More cards than this are searched, not scrolled. */
const SHOWN = 30;

export interface StageColumnProps {
  readonly place: BoardPlace;
  readonly label: string;
  readonly cards: readonly BoardCard[];
  /** People ever seen here; `undefined` while that is counted, and where nothing stands. */
  readonly people: number | undefined;
  readonly unsure: readonly string[];
  readonly before: Neighbour | null;
  readonly after: Neighbour | null;
  /** A card of another column is being dragged. */
  readonly isTarget: boolean;
  readonly onLabel: (text: string) => void;
  readonly onMove: (card: BoardCard, to: BoardPlace) => void;
  readonly onOccurrence: (card: BoardCard, occurrence: Occurrence) => void;
  readonly onSure: (card: BoardCard) => void;
  readonly onDrag: (card: BoardCard | null) => void;
  readonly onDrop: () => void;
}

export function StageColumn(props: StageColumnProps) {
  const {
    place,
    label,
    cards,
    people,
    unsure,
    before,
    after,
    isTarget,
    onLabel,
    onMove,
    onOccurrence,
    onSure,
    onDrag,
    onDrop,
  } = props;
  const [over, setOver] = useState(false);
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const wanted = search.trim().toLowerCase();
  const found = wanted === '' ? cards : cards.filter(({ name }) => name.toLowerCase().includes(wanted));
  const shown = all ? found : found.slice(0, SHOWN);
  const accept = (event: DragEvent) => {
    if (!isTarget) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is a shortcut; keys and buttons do the same
    <div
      className={classes(styles.column, isTarget && over && styles.over)}
      data-place={place}
      onDragOver={accept}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        onDrop();
      }}
    >
      {place === 'none' ? (
        <h3 className={styles.aside}>{label}</h3>
      ) : (
        <StageLabel key={label} stage={DEFAULT_STAGE_LABELS[place]} label={label} people={people} onLabel={onLabel} />
      )}
      {cards.length > SHOWN && (
        <TextField
          label={`Find an event in ${label}`}
          hideLabel
          type="search"
          placeholder={`Find among ${countOf(cards.length, 'event', 'events')}`}
          value={search}
          onChange={setSearch}
        />
      )}
      <ul className={styles.cards}>
        {shown.map((card) => (
          <EventCard
            key={card.id}
            card={card}
            unsure={place !== 'none' && unsure.includes(card.name)}
            before={before}
            after={after}
            onMove={(to) => onMove(card, to)}
            onOccurrence={(occurrence) => onOccurrence(card, occurrence)}
            onSure={() => onSure(card)}
            onDrag={(dragging) => onDrag(dragging ? card : null)}
          />
        ))}
      </ul>
      {shown.length < found.length && (
        <Button variant="quiet" size="small" onClick={() => setAll(true)}>
          Show all {found.length}
        </Button>
      )}
      {cards.length === 0 && (
        <p className={styles.none}>
          {place === 'none' ? 'Every event has its step.' : 'Not measured: no event stands here.'}
        </p>
      )}
    </div>
  );
}

interface StageLabelProps {
  /** The stage's own name. */
  readonly stage: string;
  readonly label: string;
  readonly people: number | undefined;
  readonly onLabel: (text: string) => void;
}

/** The label is written where it stands; it counts when the field is left. */
function StageLabel({ stage, label, people, onLabel }: StageLabelProps) {
  const [text, setText] = useState(label);
  const finish = () => {
    if (text.trim() !== label) onLabel(text.trim() === stage ? '' : text);
    if (text.trim() === '') setText(stage);
  };
  return (
    <div className={styles.head}>
      <span className={styles.named}>
        <input
          className={styles.label}
          aria-label={`Label of the stage ${stage}`}
          value={text}
          placeholder={stage}
          maxLength={60}
          onChange={(event) => setText(event.target.value)}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
        />
        <svg className={styles.pencil} width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <path
            d="M2 12l.6-2.6L9.4 2.6a1.1 1.1 0 0 1 1.5 0l.5.5a1.1 1.1 0 0 1 0 1.5L4.6 11.4z M8.4 3.6l2 2"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.3"
            strokeLinejoin="round"
          />
        </svg>
      </span>
      <small className={styles.own}>
        {label !== stage && `${stage}${people === undefined ? '' : ' · '}`}
        {people !== undefined && peopleOf(people)}
      </small>
    </div>
  );
}
