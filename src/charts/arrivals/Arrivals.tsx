import { useCallback, useMemo } from 'react';
import type { JudgedPeriod } from '../../insights/trend-judgement.ts';
import type { PeriodLength } from '../../words/numbers.ts';
import type { DatedNote } from '../notes/place-notes.ts';
import { Plot } from '../plot/Plot.tsx';
import { ArrivalsMarks } from './ArrivalsDrawing.tsx';
import { arrivalsLayout } from './arrivals-picture.ts';
import { sayAllArrivals, sayArrivals } from './arrivals-words.ts';

export interface ArrivalsProps {
  readonly title: string;
  readonly periods: readonly JudgedPeriod[];
  readonly length: PeriodLength;
  readonly timeZone: string;
  readonly notes: readonly DatedNote[];
}

const HEIGHT_PX = 220;

/** People who came to a stage, by the period in which they entered. */
export function Arrivals({ title, periods, length, timeZone, notes }: ArrivalsProps) {
  const layout = useCallback(
    (width: number) => arrivalsLayout(periods, notes, { width, height: HEIGHT_PX }, length, timeZone),
    [periods, notes, length, timeZone],
  );
  const summary = useMemo(() => sayAllArrivals(periods, length, timeZone), [periods, length, timeZone]);
  const words = (k: number): readonly string[] => {
    const period = periods[k];
    return period ? sayArrivals(period, length, timeZone) : [];
  };
  return (
    <Plot
      title={title}
      summary={summary}
      layout={layout}
      draw={(at) => <ArrivalsMarks layout={at} />}
      wordsAt={(k) => words(k).join(', ')}
      panelAt={(k) => {
        const [when, ...rest] = words(k);
        return (
          <>
            <b>{when}</b>
            {rest.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </>
        );
      }}
    />
  );
}
