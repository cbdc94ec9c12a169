import { useCallback, useMemo } from 'react';
import { DataTable } from '../../ui/DataTable.tsx';
import type { TableFile } from '../../ui/TakeAway.tsx';
import { formatPercent, formatWindow } from '../../words/numbers.ts';
import { Axes } from '../plot/Axes.tsx';
import { Plot } from '../plot/Plot.tsx';
import styles from './ConversionCurve.module.css';
import { type Curve, type CurveStop, curveStops, layoutCurve } from './conversion-curve.layout.ts';

export interface ConversionCurveProps {
  readonly title: string;
  readonly curve: Curve;
  /** Up to when it is drawn: the window, or the last conversion. */
  readonly endUs: number;
}

/** The share that has gone on by each time since first contact. */
export function ConversionCurve({ title, curve, endUs }: ConversionCurveProps) {
  const stops = useMemo(() => curveStops(curve, endUs), [curve, endUs]);
  const layout = useCallback(
    (width: number) => layoutCurve(curve, stops, endUs, width, (share) => formatPercent(share)),
    [curve, stops, endUs],
  );
  const words = (stop: CurveStop | undefined) =>
    stop ? [`by ${formatWindow(stop.elapsedUs)}`, formatPercent(stop.share, curve[0]?.atRisk)] : ['', ''];
  return (
    <Plot
      title={title}
      summary={sayCurve(curve, stops)}
      layout={layout}
      draw={(places, active) => (
        <>
          <Axes box={places} across={places.across} up={places.up} />
          <path d={places.area} className={styles.area} />
          <path d={places.line} className={styles.line} />
          {active !== null && places.points[active] && (
            <circle cx={places.points[active].x} cy={places.points[active].y} r="5" className={styles.point} />
          )}
        </>
      )}
      wordsAt={(k) => words(stops[k]).join(': ')}
      panelAt={(k) => {
        const [when, share] = words(stops[k]);
        return (
          <>
            <b>{share} had gone on</b>
            <span>{when} after first contact</span>
          </>
        );
      }}
    />
  );
}

function sayCurve(curve: Curve, stops: readonly CurveStop[]): string {
  const last = curve.at(-1);
  if (!last) return 'Nobody went on.';
  const end = formatPercent(last.share, curve[0]?.atRisk);
  const half = stops.find((stop) => stop.share >= last.share / 2);
  return `In the end ${end} go on${half ? `; half of that is reached by ${formatWindow(half.elapsedUs)}` : ''}.`;
}

/** The numbers of the picture at its readable places. */
export function CurveTable({ title, curve, endUs }: ConversionCurveProps) {
  return (
    <DataTable
      caption={title}
      captionHidden
      dense
      maxHeight="420px"
      rows={curve.length === 0 ? [] : curveStops(curve, endUs)}
      rowKey={(stop) => String(stop.elapsedUs)}
      empty="Nobody went on."
      columns={[
        {
          key: 'time',
          header: 'Since first contact',
          rowHeader: true,
          cell: (stop) => (stop.elapsedUs === 0 ? 'at once' : formatWindow(stop.elapsedUs)),
        },
        {
          key: 'share',
          header: 'Had gone on',
          numeric: true,
          cell: (stop) => formatPercent(stop.share, curve[0]?.atRisk),
        },
      ]}
    />
  );
}

/** Every step of the curve for a file: times in seconds, shares in 0..1. */
export function curveFile(curve: Curve): TableFile {
  return {
    header: ['elapsed seconds', 'share', 'people at risk'],
    rows: curve.map((step) => [step.elapsedUs / 1e6, step.share, step.atRisk]),
  };
}
