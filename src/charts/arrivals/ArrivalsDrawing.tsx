import { useId } from 'react';
import { NoteMarks } from '../notes/NoteMarks.tsx';
import { Axes } from '../plot/Axes.tsx';
import styles from './Arrivals.module.css';
import type { ArrivalsLayout } from './arrivals.layout.ts';

/** The bars, their intervals and the notes, without behaviour. */
export function ArrivalsMarks({ layout }: { readonly layout: ArrivalsLayout }) {
  return (
    <>
      <Axes box={layout} across={layout.across} up={layout.up} />
      {layout.bars.map((bar) => (
        <g key={bar.x}>
          {bar.height > 0 && (
            <rect
              x={bar.x}
              y={bar.y}
              width={bar.width}
              height={bar.height}
              rx={Math.min(2, bar.height / 2, bar.width / 2)}
              className={bar.state === 'open' ? styles.open : bar.state === 'whole' ? styles.whole : styles.tooFew}
            />
          )}
          {bar.whisker && <Whisker x={bar.x + bar.width / 2} ends={bar.whisker} />}
        </g>
      ))}
      <NoteMarks marks={layout.notes} top={layout.top} bottom={layout.bottom} />
    </>
  );
}

/** With a margin of the ground, so that it is seen on the bar as well. */
function Whisker({ x, ends: [low, high] }: { readonly x: number; readonly ends: readonly [number, number] }) {
  const d = `M${x - 3} ${low}h6m-3 0V${high}m-3 0h6`;
  return (
    <>
      <path d={d} className={styles.halo} />
      <path d={d} className={styles.whisker} />
    </>
  );
}

export interface ArrivalsDrawingProps {
  readonly layout: ArrivalsLayout;
  readonly title: string;
  /** The whole picture in sentences. */
  readonly summary: string;
}

/** The picture itself, for paper and files. */
export function ArrivalsDrawing({ layout, title, summary }: ArrivalsDrawingProps) {
  const id = useId().replaceAll(':', '');
  return (
    <svg
      className={styles.drawing}
      width={layout.width}
      height={layout.height}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      role="img"
      aria-labelledby={`${id}t ${id}d`}
    >
      <title id={`${id}t`}>{title}</title>
      <desc id={`${id}d`}>{summary}</desc>
      <ArrivalsMarks layout={layout} />
    </svg>
  );
}
