import type { KeyboardEvent } from 'react';
import type { BoardCard, BoardPlace, Occurrence } from '../state/stage-board.ts';
import { classes } from '../ui/classes.ts';
import { countOf, formatCount, peopleOf } from '../words/numbers.ts';
import styles from './StageBoard.module.css';
import type { Neighbour } from './StageBoard.tsx';

export interface EventCardProps {
  readonly card: BoardCard;
  readonly unsure: boolean;
  readonly before: Neighbour | null;
  readonly after: Neighbour | null;
  readonly onMove: (to: BoardPlace) => void;
  readonly onOccurrence: (occurrence: Occurrence) => void;
  readonly onSure: () => void;
  readonly onDrag: (dragging: boolean) => void;
}

const OCCURRENCES: readonly { readonly value: Occurrence; readonly label: string }[] = [
  { value: 'any', label: 'every time' },
  { value: 'first', label: 'only the first time' },
  { value: 'later', label: 'only later times' },
];

const SAID: Readonly<Record<Occurrence, string>> = { any: '', first: 'first ', later: 'later ' };

export function EventCard({ card, unsure, before, after, onMove, onOccurrence, onSure, onDrag }: EventCardProps) {
  const { name, events, occurrence, place } = card;
  const conditions = Object.entries(card.rule.where ?? {});
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const backward = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
    const target = event.target as HTMLElement;
    if (target.tagName === 'SELECT') return;
    const to = event.key === forward ? after : event.key === backward ? before : null;
    if (to === null) return;
    event.preventDefault();
    onMove(to.place);
  };
  return (
    <li>
      {/* biome-ignore lint/a11y/useSemanticElements: a card in a list, not a set of form fields */}
      <div
        role="group"
        aria-label={`${SAID[occurrence]}${name}${card.absent ? ', not in this data' : events === null ? '' : `, ${countOf(events, 'event', 'events')}`}${unsure ? ', not sure' : ''}. Left and right arrow keys move it.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move it
        tabIndex={0}
        draggable
        data-card={name}
        className={classes(styles.card, unsure && styles.unsure, card.absent && styles.absent)}
        onKeyDown={onKeyDown}
        onDragStart={(event) => {
          event.dataTransfer.setData('text/plain', name);
          event.dataTransfer.effectAllowed = 'move';
          onDrag(true);
        }}
        onDragEnd={() => onDrag(false)}
      >
        <span className={styles.name}>
          {occurrence !== 'any' && <i>{SAID[occurrence]}</i>}
          {name}
          {conditions.map(([property, value]) => (
            <small key={property}>
              {' '}
              where {property} is {value}
            </small>
          ))}
        </span>
        <span className={styles.count}>
          {card.absent ? 'not in the data' : events === null ? 'some' : formatCount(events)}
        </span>
        {card.repeats || unsure ? (
          <span className={styles.more}>
            {card.repeats && occurrence === 'any' && card.people !== null && <small>{peopleOf(card.people)}</small>}
            {place !== 'none' && card.repeats && (
              <select
                aria-label={`Which times of ${name} count here`}
                value={occurrence}
                onChange={(event) => {
                  const chosen = OCCURRENCES.find(({ value }) => value === event.target.value);
                  if (chosen) onOccurrence(chosen.value);
                }}
              >
                {OCCURRENCES.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            )}
            {unsure && (
              <button type="button" className={styles.sure} onClick={onSure} title="It stays here">
                Is this right? <u>Yes</u>
              </button>
            )}
          </span>
        ) : null}
        <span className={styles.moves}>
          <Move to={before} name={name} sign="m8 2-5 5 5 5" onMove={onMove} />
          <Move to={after} name={name} sign="m4 2 5 5-5 5" onMove={onMove} />
        </span>
      </div>
    </li>
  );
}

interface MoveProps {
  readonly to: Neighbour | null;
  readonly name: string;
  readonly sign: string;
  readonly onMove: (to: BoardPlace) => void;
}

function Move({ to, name, sign, onMove }: MoveProps) {
  if (to === null) return <span />;
  return (
    <button
      type="button"
      className={styles.move}
      // The arrow keys do the same on the card.
      tabIndex={-1}
      aria-label={`Move ${name} to ${to.label}`}
      title={`To ${to.label}`}
      onClick={() => onMove(to.place)}
    >
      <svg width="12" height="14" viewBox="0 0 12 14" aria-hidden="true">
        <path
          d={sign}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </button>
  );
}
