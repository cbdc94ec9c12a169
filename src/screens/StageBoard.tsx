import { useEffect, useMemo, useRef, useState } from 'react';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { DEFAULT_STAGE_LABELS, type StageId } from '../journey/stages.ts';
import type { PlanEdit } from '../state/import-draft.ts';
import {
  BOARD_PLACES,
  type BoardCard,
  type BoardPlace,
  boardOf,
  moveCard,
  type Occurrence,
  setLabel,
  setOccurrence,
} from '../state/stage-board.ts';
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx';
import { quote } from '../words/numbers.ts';
import styles from './StageBoard.module.css';
import { StageColumn } from './StageColumn.tsx';

/** More events than this that are no step lie below the stages, not beside them. */
const MANY = 5;

export interface StageBoardProps {
  readonly plan: Plan;
  readonly profile: Pick<DatasetProfile, 'eventNames'>;
  /** How many people were seen at each stage, as far as counted. */
  readonly people: Readonly<Partial<Record<StageId, number>>>;
  /** Names of events whose place is a guess. */
  readonly unsure: readonly string[];
  readonly onChange: (change: (plan: Plan) => Plan, edit: PlanEdit) => void;
}

/** The five stages and what is not a step, with the events as cards: dragged, or moved by arrow keys and buttons. */
export function StageBoard({ plan, profile, people, unsure, onChange }: StageBoardProps) {
  const board = useMemo(() => boardOf(plan, profile), [plan, profile]);
  const [said, setSaid] = useState('');
  const [dragged, setDragged] = useState<BoardCard | null>(null);
  const ground = useRef<HTMLElement>(null);
  /** The card that has the focus, or had it until it went elsewhere. */
  const touched = useRef<string | null>(null);
  const follow = useRef<{ readonly name: string; readonly place: BoardPlace } | null>(null);

  // A card that was moved, or whose move was undone, is a new element: the focus goes with it.
  useEffect(() => {
    const goal = follow.current;
    follow.current = null;
    const wasLost = document.activeElement === document.body && touched.current !== null;
    if (board === null || (!goal && !wasLost)) return;
    const within = goal ? `[data-place="${goal.place}"] [data-card]` : '[data-card]';
    const cards = [...(ground.current?.querySelectorAll<HTMLElement>(within) ?? [])];
    cards.find((card) => card.dataset.card === (goal?.name ?? touched.current))?.focus();
  }, [board]);

  const label = (place: BoardPlace) =>
    place === 'none' ? 'Not a step' : (plan.stages[place]?.label ?? DEFAULT_STAGE_LABELS[place]);
  const move = (card: BoardCard, to: BoardPlace, keepFocus: boolean) => {
    if (to === card.place) return;
    if (keepFocus) follow.current = { name: card.name, place: to };
    onChange((now) => moveCard(now, card, to), { what: `Move of ${quote(card.name)}`, settles: [card.name] });
    setSaid(`${card.name} is now in ${label(to)}`);
  };
  return (
    <section
      className={styles.board}
      ref={ground}
      data-many={board.none.length > MANY || undefined}
      aria-label="Stages and their events"
      onFocus={({ target }) => {
        touched.current = target.closest<HTMLElement>('[data-card]')?.dataset.card ?? null;
      }}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget) touched.current = null;
      }}
    >
      {BOARD_PLACES.map((place, index) => (
        <StageColumn
          key={place}
          place={place}
          label={label(place)}
          cards={board[place]}
          people={place === 'none' ? undefined : people[place]}
          unsure={unsure}
          before={neighbour(index, -1, label)}
          after={neighbour(index, 1, label)}
          isTarget={dragged !== null && dragged.place !== place}
          onLabel={(text) => {
            if (place !== 'none')
              onChange((now) => setLabel(now, place, text), { what: `Label of ${DEFAULT_STAGE_LABELS[place]}` });
          }}
          onMove={(card, to) => move(card, to, true)}
          onOccurrence={(card, occurrence: Occurrence) =>
            onChange((now) => setOccurrence(now, card, occurrence), {
              what: `Which times of ${quote(card.name)} count`,
              settles: [card.name],
            })
          }
          onSure={(card) => onChange((now) => now, { what: `Answer about ${quote(card.name)}`, settles: [card.name] })}
          onDrag={setDragged}
          onDrop={() => {
            if (dragged) move(dragged, place, false);
            setDragged(null);
          }}
        />
      ))}
      <VisuallyHidden live>{said}</VisuallyHidden>
    </section>
  );
}

export interface Neighbour {
  readonly place: BoardPlace;
  readonly label: string;
}

function neighbour(index: number, step: number, label: (place: BoardPlace) => string): Neighbour | null {
  const place = BOARD_PLACES[index + step];
  return place === undefined ? null : { place, label: label(place) };
}
