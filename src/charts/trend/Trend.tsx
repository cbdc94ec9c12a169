import { useCallback, useMemo, useRef } from 'react';
import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import { formatCount, formatPercent, formatPeriod, formatPeriodShort, type PeriodLength } from '../../words/numbers.ts';
import { NoteMarks } from '../notes/NoteMarks.tsx';
import type { DatedNote } from '../notes/place-notes.ts';
import { Axes } from '../plot/Axes.tsx';
import { sayOpenOf } from '../plot/open-words.ts';
import { Plot } from '../plot/Plot.tsx';
import { useWidth } from '../plot/use-width.ts';
import styles from './Trend.module.css';
import { isDense, layoutTrend, type TrendLayout } from './trend.layout.ts';
import { sayPeriod, sayTrend } from './trend-words.ts';

export interface TrendProps {
  readonly title: string;
  readonly periods: readonly JudgedPeriod[];
  readonly length: PeriodLength;
  readonly timeZone: string;
  /** What happened on which day, in the order of days. */
  readonly notes?: readonly DatedNote[];
  /** The first and the last period of a span that was drawn with the pointer. */
  readonly onSpan?: (from: JudgedPeriod, to: JudgedPeriod) => void;
}

const NO_NOTES: readonly DatedNote[] = [];

/** A rate over time, by the period of first contact. */
export function Trend({ title, periods, length, timeZone, notes = NO_NOTES, onSpan }: TrendProps) {
  const layout = useCallback(
    (width: number) => {
      const year = (k: number) => formatPeriod(periods[k]?.startUs ?? 0, 'month', timeZone).slice(-4);
      const tick = (k: number) =>
        formatPeriodShort(
          periods[k]?.startUs ?? 0,
          length,
          timeZone,
          length === 'month' && (k === 0 || year(k) !== year(k - 1)),
        );
      return layoutTrend(periods, width, tick, (share) => formatPercent(share), notes);
    },
    [periods, length, timeZone, notes],
  );
  const summary = useMemo(() => sayTrend(periods, length, timeZone), [periods, length, timeZone]);
  const at = (k: number) => periods[k] ?? null;
  return (
    <Plot
      title={title}
      summary={summary}
      layout={layout}
      draw={(places, active) => <Drawing layout={places} active={active} />}
      wordsAt={(k) => {
        const period = at(k);
        return period ? sayPeriod(period, length, timeZone).join(', ') : '';
      }}
      panelAt={(k) => {
        const period = at(k);
        if (!period) return null;
        const [when, ...rest] = sayPeriod(period, length, timeZone);
        return (
          <>
            <b>{when}</b>
            {rest.map((words) => (
              <span key={words}>{words}</span>
            ))}
          </>
        );
      }}
      {...(onSpan
        ? {
            onSpan: (from: number, to: number) => {
              const [first, last] = [at(from), at(to)];
              if (first && last) onSpan(first, last);
            },
          }
        : {})}
    />
  );
}

function Drawing({ layout, active }: { readonly layout: TrendLayout; readonly active: number | null }) {
  return (
    <>
      <Axes box={layout} across={layout.across} up={layout.up} />
      <NoteMarks marks={layout.notes} top={layout.top} bottom={layout.bottom} />
      {layout.band && <path d={layout.band} className={styles.band} />}
      <path d={layout.line} className={styles.line} />
      <path d={layout.openLine} className={styles.openLine} />
      {layout.marks.map((mark, k) => (
        <g key={mark.x} data-on={k === active || undefined}>
          {!layout.dense && mark.whisker && (
            <path d={`M${mark.x} ${mark.whisker[0]}V${mark.whisker[1]}`} className={styles.whisker} />
          )}
          {(!layout.dense || k === active) && mark.state === 'whole' && (
            <circle cx={mark.x} cy={mark.y} r={k === active ? 5 : 3.5} className={styles.whole} />
          )}
          {(!layout.dense || k === active) && mark.state === 'open' && (
            <circle cx={mark.x} cy={mark.y} r={k === active ? 5 : 3.5} className={styles.open} />
          )}
          {mark.state === 'too-few' && <path d={`M${mark.x} ${mark.y - 8}v8`} className={styles.tooFew} />}
        </g>
      ))}
    </>
  );
}

/** What the marks mean. */
export function TrendLegend({ periods }: { readonly periods: readonly JudgedPeriod[] }) {
  const has = (state: JudgedPeriod['state']) => periods.some((period) => period.state === state);
  const frame = useRef<HTMLUListElement>(null);
  const width = useWidth(frame);
  const dense = width !== null && isDense(periods.length, width);
  return (
    <ul ref={frame} className={styles.legend}>
      <li>
        <svg width="18" height="14" aria-hidden="true" data-key={dense ? 'band' : 'whisker'}>
          {dense ? (
            <>
              <path d="M0 2h18v10H0z" className={styles.band} />
              <path d="M0 7h18" className={styles.line} />
            </>
          ) : (
            <>
              <path d="M9 1v12" className={styles.whisker} />
              <circle cx="9" cy="7" r="3.5" className={styles.whole} />
            </>
          )}
        </svg>
        rate with its 95 % interval
      </li>
      {has('open') && (
        <li>
          <svg width="18" height="14" aria-hidden="true">
            {dense ? (
              <path d="M0 7h18" className={styles.openLine} />
            ) : (
              <circle cx="9" cy="7" r="3.5" className={styles.open} />
            )}
          </svg>
          {dense ? 'dashed' : 'hollow'}: {sayOpenOf(periods)}, the rate may yet grow
        </li>
      )}
      {has('too-few') && (
        <li>
          <svg width="18" height="14" aria-hidden="true">
            <path d="M9 4v8" className={styles.tooFew} />
          </svg>
          too few: under 30 people
        </li>
      )}
      <li>{formatCount(periods.length)} periods by first contact</li>
    </ul>
  );
}
