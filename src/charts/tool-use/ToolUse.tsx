import { useCallback } from 'react';
import { DataTable } from '../../ui/DataTable.tsx';
import type { TableFile } from '../../ui/TakeAway.tsx';
import { countOf, formatCount, formatDay, formatPeriod, formatPeriodShort } from '../../words/numbers.ts';
import { isoDay } from '../../words/population.ts';
import { NoteMarks } from '../notes/NoteMarks.tsx';
import type { DatedNote } from '../notes/place-notes.ts';
import { Axes } from '../plot/Axes.tsx';
import { Plot } from '../plot/Plot.tsx';
import styles from './ToolUse.module.css';
import { layoutToolUse, markTextY, type ToolUseLayout } from './tool-use.layout.ts';
import type { UseHistory, UsePeriod } from './use-history.ts';

const DAY_US = 86_400e6;

export interface ToolUseProps {
  readonly title: string;
  readonly history: UseHistory;
  /** What happened on which day, in the order of days; `us` of its local day, as if that were UTC. */
  readonly notes?: readonly DatedNote[];
}

const NO_NOTES: readonly DatedNote[] = [];

/** How often a tool was used over time, since when it is there, and since when it is quiet. */
export function ToolUse({ title, history, notes = NO_NOTES }: ToolUseProps) {
  const layout = useCallback(
    (width: number) =>
      layoutToolUse(
        history,
        {
          since: `live since ${dayOf(history.sinceDay)}`,
          quiet: `quiet since ${dayOf(history.quietDay)}`,
          lastUse: `last use ${dayOf(history.lastUseDay)}`,
          month: (day, isFirst) =>
            formatPeriodShort(day * DAY_US, 'month', 'UTC', isFirst || new Date(day * 86_400_000).getUTCMonth() === 0),
        },
        width,
        notes,
      ),
    [history, notes],
  );
  return (
    <Plot
      title={title}
      summary={sayUse(history)}
      layout={layout}
      draw={(places, active) => <Drawing layout={places} history={history} active={active} />}
      wordsAt={(k) => sayPeriodUse(history, history.periods[k]).join(', ')}
      panelAt={(k) => {
        const [when, ...rest] = sayPeriodUse(history, history.periods[k]);
        return (
          <>
            <b>{when}</b>
            {rest.map((words) => (
              <span key={words}>{words}</span>
            ))}
          </>
        );
      }}
    />
  );
}

interface DrawingProps {
  readonly layout: ToolUseLayout;
  readonly history: UseHistory;
  readonly active: number | null;
}

function Drawing({ layout, history, active }: DrawingProps) {
  const { quiet } = layout;
  return (
    <>
      {quiet && (
        <rect
          x={quiet.from}
          y={layout.top}
          width={Math.max(1, quiet.to - quiet.from)}
          height={layout.bottom - layout.top}
          className={styles.quiet}
        />
      )}
      <Axes box={layout} across={layout.across} up={layout.up} />
      <NoteMarks marks={layout.notes} top={layout.top} bottom={layout.bottom} />
      {layout.bars.map((bar, k) => (
        <rect
          key={bar.x}
          x={bar.x}
          y={bar.y}
          width={bar.width}
          height={bar.height}
          rx={Math.min(2, bar.width / 3)}
          className={styles.bar}
          data-cut={history.periods[k]?.cut || undefined}
          data-on={k === active || undefined}
        />
      ))}
      {quiet && <path d={`M${quiet.from} ${layout.bottom}H${quiet.to}`} className={styles.silence} />}
      {layout.marks.map((mark) => (
        <g key={mark.code} data-mark={mark.code} className={styles.mark}>
          <path d={`M${mark.x} ${markTextY(mark.row) + 4}V${layout.bottom}`} />
          <text x={mark.x} y={markTextY(mark.row)} textAnchor={mark.anchor}>
            {mark.text}
          </text>
        </g>
      ))}
    </>
  );
}

function dayOf(day: number | null): string {
  return day === null ? '' : formatDay(day * DAY_US, 'UTC');
}

function sayPeriodUse(history: UseHistory, period: UsePeriod | undefined): string[] {
  if (period === undefined) return [];
  const { quietDay } = history;
  return [
    formatPeriod(period.fromDay * DAY_US, history.length, 'UTC'),
    countOf(period.uses, 'use', 'uses'),
    ...(period.cut ? ['the data holds only a part of it'] : []),
    ...(quietDay !== null && period.fromDay >= quietDay ? ['quiet'] : []),
  ];
}

/** The picture in sentences. */
function sayUse(history: UseHistory): string {
  const uses = history.periods.reduce((sum, period) => sum + period.uses, 0);
  const days = history.toDay - history.fromDay + 1;
  const start = `${countOf(uses, 'use', 'uses')} in ${countOf(days, 'day', 'days')}, the last on ${dayOf(history.lastUseDay)}.`;
  return history.quietDay === null ? start : `${start} Quiet since ${dayOf(history.quietDay)}.`;
}

/** The numbers of the picture, a row per bar. */
export function ToolUseTable({ title, history }: ToolUseProps) {
  return (
    <DataTable
      caption={title}
      captionHidden
      dense
      maxHeight="320px"
      rows={history.periods}
      rowKey={(period) => String(period.fromDay)}
      columns={[
        {
          key: 'when',
          header: 'When',
          rowHeader: true,
          cell: (period) => formatPeriod(period.fromDay * DAY_US, history.length, 'UTC'),
        },
        { key: 'uses', header: 'Uses', numeric: true, cell: (period) => formatCount(period.uses) },
      ]}
    />
  );
}

/** The same for a file: days as ISO dates, the last of each period included. */
export function toolUseFile(history: UseHistory): TableFile {
  return {
    header: ['from', 'to', 'uses'],
    rows: history.periods.map(({ fromDay, toDay, uses }) => [
      isoDay(fromDay * DAY_US, 'UTC'),
      isoDay(toDay * DAY_US, 'UTC'),
      uses,
    ]),
  };
}
