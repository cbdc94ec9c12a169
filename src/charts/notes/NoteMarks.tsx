import styles from './NoteMarks.module.css';
import type { NoteMark } from './place-notes.ts';

const DISC_PX = 15;

export interface NoteMarksProps {
  readonly marks: readonly NoteMark[];
  readonly top: number;
  readonly bottom: number;
}

/** Lines at days on which something happened, each under its number. */
export function NoteMarks({ marks, top, bottom }: NoteMarksProps) {
  const middle = top - 13;
  return marks.map(({ x, lines, text, width }) => (
    <g key={text} data-note={text}>
      {lines.map((at) => (
        <path key={at} d={`M${at} ${top - 6}V${bottom}`} className={styles.line} />
      ))}
      <rect
        x={x - width / 2}
        y={middle - DISC_PX / 2}
        width={width}
        height={DISC_PX}
        rx={DISC_PX / 2}
        className={styles.disc}
      />
      <text x={x} y={middle} textAnchor="middle" dominantBaseline="central" className={styles.number}>
        {text}
      </text>
    </g>
  ));
}
