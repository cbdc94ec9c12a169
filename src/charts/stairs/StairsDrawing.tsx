import { useId } from 'react';
import { classes } from '../../ui/classes.ts';
import styles from './Stairs.module.css';
import { StairsRail } from './StairsRail.tsx';
import type { StagePlace, StairsLayout, TextPlace, TransitionPlace } from './stairs.layout.ts';

export interface StairsDrawingProps {
  readonly layout: StairsLayout;
  readonly title: string;
  readonly summary: string;
  /** `from` of the transition that loses the most people. */
  readonly leak: string | null;
  /** Key of the part that is pointed at; the others step back. */
  readonly active: string | null;
}

const COLOURS = ['awareness', 'interest', 'motivation', 'action', 'relationship'] as const;

/** The picture itself, without behaviour. */
export function StairsDrawing({ layout, title, summary, leak, active }: StairsDrawingProps) {
  const id = useId().replaceAll(':', '');
  const colour = (stage: string) => {
    const own = (COLOURS as readonly string[]).includes(stage)
      ? stage
      : COLOURS[layout.stages.findIndex((place) => place.id === stage) % COLOURS.length];
    return `var(--${own})`;
  };
  return (
    <svg
      className={styles.drawing}
      data-active={active ? true : undefined}
      width={layout.width}
      height={layout.height}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      role="img"
      aria-labelledby={`${id}t ${id}d`}
    >
      <title id={`${id}t`}>{title}</title>
      <desc id={`${id}d`}>{summary}</desc>
      <defs>
        <pattern id={`${id}hatch`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1.8" height="5" className={styles.hatch} />
        </pattern>
        {layout.transitions.map((place) => (
          <linearGradient
            key={`f${place.from}`}
            id={`${id}fall-${place.from}`}
            gradientUnits="userSpaceOnUse"
            x1="0"
            x2="0"
            y1={place.fallFade.from}
            y2={place.fallFade.to}
          >
            <stop offset="0" className={place.from === leak ? styles.leakStart : styles.fallStart} />
            <stop offset="1" className={styles.fallEnd} />
          </linearGradient>
        ))}
        {layout.transitions.map((place) => {
          const vertical = layout.kind === 'narrow';
          return (
            <linearGradient
              key={`r${place.from}`}
              id={`${id}on-${place.from}`}
              x2={vertical ? 0 : 1}
              y2={vertical ? 1 : 0}
            >
              <stop offset="0" stopColor={colour(place.from)} />
              <stop offset="1" stopColor={colour(place.to)} />
            </linearGradient>
          );
        })}
      </defs>
      {layout.rail?.newels.map((newel) => (
        <path key={newel.x} d={`M${newel.x} ${newel.y1}V${newel.y2}`} className={styles.newel} />
      ))}
      {layout.body && <path d={layout.body} className={styles.body} />}
      <Treads stages={layout.stages} kind={layout.kind} />
      {layout.transitions.map((place) => (
        <g
          key={`${place.from}>${place.to}`}
          className={classes(styles.part, place.from === leak && styles.leak)}
          data-on={active === `${place.from}>${place.to}` || undefined}
        >
          {place.fall && <path d={place.fall} fill={`url(#${id}fall-${place.from})`} className={styles.fall} />}
          {place.ribbon && <path d={place.ribbon} fill={`url(#${id}on-${place.from})`} className={styles.ribbon} />}
          {place.waiting && <rect {...place.waiting} fill={`url(#${id}hatch)`} className={styles.waiting} />}
          <TransitionTexts place={place} />
        </g>
      ))}
      {layout.stages.map((place) => (
        <g key={place.id} className={styles.part} data-on={active === place.id || undefined}>
          {place.block && (
            <rect
              {...place.block}
              rx={Math.min(4, place.block.height / 2)}
              fill={colour(place.id)}
              className={styles.block}
            />
          )}
          <StageTexts place={place} />
        </g>
      ))}
      {layout.rail && <StairsRail place={layout.rail} />}
    </svg>
  );
}

function Treads({ stages, kind }: { readonly stages: readonly StagePlace[]; readonly kind: StairsLayout['kind'] }) {
  return stages.map((place, k) => {
    const next = stages[k + 1];
    const rise = next && kind === 'wide' ? `V${next.tread.y}` : '';
    return (
      <path
        key={place.id}
        d={`M${place.tread.x1} ${place.tread.y}H${place.tread.x2}${rise}`}
        className={classes(styles.tread, !place.measured && styles.unmeasured)}
      />
    );
  });
}

function StageTexts({ place }: { readonly place: StagePlace }) {
  return (
    <>
      {place.label.map((line) => (
        <Line key={line.y} place={line} className={place.measured ? styles.label : styles.labelQuiet} />
      ))}
      <Line place={place.count} className={place.measured ? styles.count : styles.quiet} />
      {place.note.map((line) => (
        <Line key={line.y} place={line} className={styles.quiet} />
      ))}
    </>
  );
}

function TransitionTexts({ place }: { readonly place: TransitionPlace }) {
  return (
    <>
      <Line place={place.rate} className={place.interval ? styles.rate : styles.quiet} />
      {place.interval && <Line place={place.interval} className={styles.quiet} />}
      {place.dropped && <Line place={place.dropped} className={styles.dropped} />}
      {place.inProgress && <Line place={place.inProgress} className={styles.quiet} />}
    </>
  );
}

function Line({ place, className }: { readonly place: TextPlace; readonly className: string | undefined }) {
  return (
    <text x={place.x} y={place.y} fontSize={place.fontPx} textAnchor={place.anchor} className={className}>
      {place.text}
    </text>
  );
}
