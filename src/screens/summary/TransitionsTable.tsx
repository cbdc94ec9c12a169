import { useState } from 'react';
import { IntervalBar } from '../../charts/interval-bar/IntervalBar.tsx';
import { commonEnd } from '../../charts/interval-bar/interval-bar.layout.ts';
import type { FunnelJudgement, JudgedTransition } from '../../insights/funnel-judgement.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { GLOSSARY, type GlossaryKey } from '../../words/glossary.ts';
import { formatCount, formatPercent } from '../../words/numbers.ts';
import { sayRate, sayTimes } from '../../words/rates.ts';
import styles from './TransitionsTable.module.css';

export interface TransitionsTableProps {
  readonly judgement: FunnelJudgement;
  readonly label: (id: string) => string;
  readonly calendarDays: boolean;
}

/** Every transition with its honest rate, who is lost, who still has time, and how long it takes. */
export function TransitionsTable({ judgement, label, calendarDays }: TransitionsTableProps) {
  const [raw, setRaw] = useState(false);
  const end = commonEnd(judgement.transitions.map((each) => (each.tooFew ? { high: null } : each.rate)));
  const columns: Column<JudgedTransition>[] = [
    {
      key: 'transition',
      header: 'Transition',
      rowHeader: true,
      cell: (row) => (
        <span className={styles.name}>
          <span>
            <bdi>{label(row.from)}</bdi> <span className={styles.arrow}>→</span> <bdi>{label(row.to)}</bdi>
          </span>
          {row.leakRank === 1 && <Chip tone="gap">biggest leak</Chip>}
        </span>
      ),
    },
    {
      key: 'rate',
      name: 'Rate',
      header: <Term of="rate">Rate and 95 % interval</Term>,
      cell: (row) => <RateCell row={row} end={end} />,
    },
    {
      key: 'n',
      name: 'Time is over',
      header: <Term of="matured">Time is over</Term>,
      numeric: true,
      cell: (row) => formatCount(row.rate.n),
    },
    ...(raw
      ? [
          {
            key: 'raw',
            name: 'Raw rate',
            header: <Term of="rawRate">Raw rate</Term>,
            numeric: true,
            cell: (row: JudgedTransition) => (row.raw.value === null ? '–' : formatPercent(row.raw.value, row.raw.n)),
          },
        ]
      : []),
    {
      key: 'on',
      name: 'Went on',
      header: <Term of="converted">Went on</Term>,
      numeric: true,
      cell: (row) => formatCount(row.converted),
    },
    {
      key: 'dropped',
      name: 'Dropped',
      header: <Term of="dropped">Dropped</Term>,
      numeric: true,
      cell: (row) => formatCount(row.dropped),
    },
    {
      key: 'progress',
      name: 'In progress',
      header: <Term of="inProgress">In progress</Term>,
      numeric: true,
      cell: (row) => formatCount(row.inProgress),
    },
    {
      key: 'time',
      name: 'Typical time',
      header: <Term of="median">Typical time</Term>,
      numeric: true,
      cell: (row) => <TimeCell row={row} calendarDays={calendarDays} />,
    },
  ];
  return (
    <>
      <DataTable
        caption="Every transition with its rate, its people and its time"
        captionHidden
        columns={columns}
        rows={judgement.transitions}
        rowKey={(row) => `${row.from}>${row.to}`}
        className={styles.table}
        stacks
      />
      <Checkbox
        className={styles.raw}
        label="Show raw rates, recent arrivals included"
        checked={raw}
        onChange={setRaw}
      />
    </>
  );
}

function RateCell({ row, end }: { readonly row: JudgedTransition; readonly end: number }) {
  const words = sayRate(row.rate, row.tooFew);
  const { value, low, high } = row.rate;
  if (words.interval === null || value === null || low === null || high === null) {
    return <span className={styles.quiet}>{words.value}</span>;
  }
  return (
    <span className={styles.rate}>
      <b>{words.value}</b>
      <IntervalBar
        rate={{ value, low, high }}
        max={end}
        colour={row.leakRank === 1 ? 'var(--gap)' : 'var(--motivation)'}
      />
      <span className={styles.quiet}>{words.interval}</span>
    </span>
  );
}

function TimeCell({ row, calendarDays }: { readonly row: JudgedTransition; readonly calendarDays: boolean }) {
  const times = sayTimes(row.timeToConvert, row.timesHold, calendarDays);
  if (!times.middle) return <span className={styles.quiet}>{times.median}</span>;
  return (
    <span className={styles.time}>
      <span>{times.median}</span>
      <span className={styles.quiet}>half take {times.middle}</span>
    </span>
  );
}

function Term({ of, children }: { readonly of: GlossaryKey; readonly children: string }) {
  return <Tooltip text={GLOSSARY[of].meaning}>{children}</Tooltip>;
}
