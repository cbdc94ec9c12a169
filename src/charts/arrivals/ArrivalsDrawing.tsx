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
          {bar.whisker && (
            <path
              d={`M${bar.x + bar.width / 2} ${bar.whisker[0]}V${bar.whisker[1]}m-2.5 0h5`}
              className={styles.whisker}
            />
          )}
        </g>
      ))}
      <NoteMarks marks={layout.notes} top={layout.top} bottom={layout.bottom} />
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
