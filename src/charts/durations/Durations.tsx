import { useCallback } from 'react';
import type { Durations as DurationFigures } from '../../engine/answer.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import type { TableFile } from '../../ui/TakeAway.tsx';
import { countOf, formatCalendarDays, formatCount, formatDuration, peopleOf } from '../../words/numbers.ts';
import { sayTimes } from '../../words/rates.ts';
import { Axes } from '../plot/Axes.tsx';
import { Plot } from '../plot/Plot.tsx';
import styles from './Durations.module.css';
import { type DurationBin, type DurationsLayout, layoutDurations } from './durations.layout.ts';

export interface DurationsProps {
  readonly title: string;
  readonly bins: readonly DurationBin[];
  readonly durations: DurationFigures | null;
  /** Whether 30 people or more carry the quartiles. */
  readonly quartilesHold: boolean;
  /** Whether every time is a whole number of days. */
  readonly wholeDays: boolean;
}

/** How long those who went on took: people by time, the middle half marked. */
export function Durations(props: DurationsProps) {
  const { title, bins, durations, quartilesHold, wholeDays } = props;
  const shown = quartilesHold ? durations : null;
  const layout = useCallback(
    (width: number) => layoutDurations(bins, shown, wholeDays, width),
    [bins, shown, wholeDays],
  );
  return (
    <Plot
      title={title}
      summary={sayDurations(props)}
      layout={layout}
      draw={(places, active) => <Drawing layout={places} active={active} />}
      wordsAt={(k) => `${sayBin(bins[k], wholeDays)}: ${peopleOf(bins[k]?.people ?? 0)}`}
      panelAt={(k) => (
        <>
          <b>{sayBin(bins[k], wholeDays)}</b>
          <span>{peopleOf(bins[k]?.people ?? 0)}</span>
        </>
      )}
    />
  );
}

function Drawing({ layout, active }: { readonly layout: DurationsLayout; readonly active: number | null }) {
  const { quartiles, top } = layout;
  return (
    <>
      <Axes box={layout} across={layout.across} up={layout.up} />
      {layout.bars.map((bar, k) => (
        <rect
          key={bar.x}
          x={bar.x}
          y={bar.y}
          width={bar.width}
          height={bar.height}
          rx={Math.min(2, bar.width / 3)}
          className={styles.bar}
          data-on={k === active || undefined}
        />
      ))}
      {quartiles && (
        <g>
          <path d={`M${quartiles.from} ${top - 16}H${quartiles.to}`} className={styles.half} />
          <circle cx={quartiles.middle} cy={top - 16} r="4.5" className={styles.median} />
          <path d={`M${quartiles.middle} ${top - 10}V${layout.bottom}`} className={styles.medianLine} />
        </g>
      )}
    </>
  );
}

function sayBin(bin: DurationBin | undefined, wholeDays: boolean): string {
  if (!bin) return '';
  if (wholeDays && bin.toUs - bin.fromUs === 86_400e6) return formatCalendarDays(bin.fromUs);
  return `${formatDuration(bin.fromUs)} to ${formatDuration(bin.toUs)}`;
}

/** The distribution in a sentence. */
export function sayDurations({ durations, quartilesHold, wholeDays }: Omit<DurationsProps, 'title' | 'bins'>): string {
  if (durations === null) return 'Nobody went on.';
  const people = countOf(durations.n, 'person', 'people');
  if (!quartilesHold) return `${people} went on: too few people for a typical time.`;
  const times = sayTimes(durations, true, wholeDays);
  return `${people} went on. Half of them took ${times.middle}; the typical time is ${times.median}.`;
}

/** The numbers of the picture, a row per bar. */
export function DurationsTable({ title, bins, wholeDays }: Pick<DurationsProps, 'title' | 'bins' | 'wholeDays'>) {
  return (
    <DataTable
      caption={title}
      captionHidden
      dense
      maxHeight="420px"
      rows={bins}
      rowKey={(bin) => String(bin.fromUs)}
      empty="Nobody went on."
      columns={[
        { key: 'time', header: 'Time taken', rowHeader: true, cell: (bin) => sayBin(bin, wholeDays) },
        { key: 'people', header: 'People', numeric: true, cell: (bin) => formatCount(bin.people) },
      ]}
    />
  );
}

/** The same for a file: times in seconds. */
export function durationsFile(bins: readonly DurationBin[]): TableFile {
  return {
    header: ['from seconds', 'to before seconds', 'people'],
    rows: bins.map((bin) => [bin.fromUs / 1e6, bin.toUs / 1e6, bin.people]),
  };
}
