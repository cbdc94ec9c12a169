import { useState } from 'react';
import { IntervalBar } from '../../charts/interval-bar/IntervalBar.tsx';
import { commonEnd } from '../../charts/interval-bar/interval-bar.layout.ts';
import type { FunnelQuery } from '../../engine/query.ts';
import type { FunnelJudgement, JudgedTransition } from '../../insights/funnel-judgement.ts';
import { type JudgedTarget, judgeTarget } from '../../insights/target-judgement.ts';
import type { Plan } from '../../journey/plan.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import type { TableFile } from '../../ui/TakeAway.tsx';
import { Term } from '../../ui/Term.tsx';
import { formatCount, formatPercent } from '../../words/numbers.ts';
import { sayMadeOf, sayMiddleHalf, sayRate, sayTimes } from '../../words/rates.ts';
import { sayTarget } from '../../words/targets.ts';
import styles from './TransitionsTable.module.css';

export interface TransitionsTableProps {
  readonly judgement: FunnelJudgement;
  readonly label: (id: string) => string;
  readonly question: Pick<FunnelQuery, 'calendarDays' | 'windowUs'>;
  /** Rates to aim at. */
  readonly targets?: Plan['targets'];
  /** Where they are set. */
  readonly targetsHref?: string | undefined;
  /** Where the people of a transition are looked at closely, and listed. */
  readonly wayOf?: ((transition: Pick<JudgedTransition, 'from' | 'to'>) => Way) | undefined;
  /** `rates`: nothing but the rates and their targets; `all`: raw rates on demand, too. */
  readonly detail?: 'rates' | 'people' | 'all';
}

/** Where a link leads to, and how to get there without leaving the page. */
interface Way {
  readonly href: string;
  readonly go: () => void;
}

/** Every transition with its honest rate, who is lost, who still has time, and how long it takes. */
export function TransitionsTable(props: TransitionsTableProps) {
  const { judgement, label, question, targets, targetsHref, wayOf, detail = 'all' } = props;
  const { windowUs, calendarDays } = question;
  const [rawWanted, setRaw] = useState(false);
  const raw = rawWanted && windowUs !== null && detail === 'all';
  const aimed = new Map(judgement.transitions.map((each) => [each, judgeTarget(each, targets)]));
  const hasTargets = [...aimed.values()].some((target) => target !== null);
  const end = commonEnd(judgement.transitions.map((each) => (each.tooFew ? { high: null } : each.rate)));
  const rates: Column<JudgedTransition>[] = [
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
      header: <Term of={windowUs === null ? 'rateUntimed' : 'rate'}>Rate and 95 % interval</Term>,
      cell: (row) => <RateCell row={row} end={detail === 'rates' ? null : end} windowUs={windowUs} />,
    },
    ...(hasTargets
      ? [
          {
            key: 'target',
            header: 'Target',
            cell: (row: JudgedTransition) => <TargetCell target={aimed.get(row) ?? null} />,
          },
        ]
      : []),
  ];
  const people: Column<JudgedTransition>[] = [
    {
      key: 'reached',
      name: 'Reached',
      header: <Term of="reached">Reached</Term>,
      numeric: true,
      cell: (row) => formatCount(row.reached),
    },
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
      header: <Term of={windowUs === null ? 'droppedUntimed' : 'dropped'}>Dropped</Term>,
      numeric: true,
      cell: (row) =>
        wayOf && row.dropped > 0 ? (
          <a
            className={styles.people}
            href={wayOf(row).href}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
              event.preventDefault();
              wayOf(row).go();
            }}
            aria-label={`${formatCount(row.dropped)}: look closer at these people, and list them`}
          >
            {formatCount(row.dropped)}
          </a>
        ) : (
          formatCount(row.dropped)
        ),
    },
    ...(windowUs === null
      ? []
      : [
          {
            key: 'progress',
            name: 'In progress',
            header: <Term of="inProgress">In progress</Term>,
            numeric: true,
            cell: (row: JudgedTransition) => formatCount(row.inProgress),
          },
        ]),
    ...(raw
      ? [
          {
            key: 'raw',
            name: 'Raw: went on ÷ reached',
            header: <Term of="rawRate">Raw: went on ÷ reached</Term>,
            numeric: true,
            cell: (row: JudgedTransition) => (row.raw.value === null ? '–' : formatPercent(row.raw.value, row.raw.n)),
          },
        ]
      : []),
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
        columns={detail === 'rates' ? rates : [...rates, ...people]}
        rows={judgement.transitions}
        rowKey={(row) => `${row.from}>${row.to}`}
        className={styles.table}
        stacks
      />
      {targetsHref && (
        <p className={styles.targets}>
          {hasTargets
            ? 'A target is missed when even the upper end of the interval lies below it.'
            : 'No targets are set.'}{' '}
          <a href={targetsHref}>{hasTargets ? 'Change the targets' : 'Set targets'}</a>
        </p>
      )}
      {windowUs !== null && detail === 'all' && (
        <Checkbox
          className={styles.raw}
          label="Show raw rates, recent arrivals included"
          checked={raw}
          onChange={setRaw}
        />
      )}
    </>
  );
}

function TargetCell({ target }: { readonly target: JudgedTarget | null }) {
  if (target === null) return <span className={styles.quiet}>none set</span>;
  return <span data-verdict={target.verdict}>{sayTarget(target)}</span>;
}

interface RateCellProps {
  readonly row: JudgedTransition;
  /** Of the axis that all intervals share; `null` draws none. */
  readonly end: number | null;
  readonly windowUs: number | null;
}

/** The rate with exactly the people it is made of, so that the division comes out. */
function RateCell({ row, end, windowUs }: RateCellProps) {
  const words = sayRate(row.rate, row.tooFew);
  const { value, low, high } = row.rate;
  const made = row.rate.n > 0 && (
    <span className={styles.made}>{sayMadeOf(row.maturedConverted, row.rate.n, windowUs)}</span>
  );
  if (words.interval === null || value === null || low === null || high === null) {
    return (
      <span className={styles.rateCell}>
        <span className={styles.quiet}>{words.value}</span>
        {made}
      </span>
    );
  }
  return (
    <span className={styles.rateCell}>
      <span className={styles.rate} data-bare={end === null || undefined}>
        <b>{words.value}</b>
        {end !== null && (
          <IntervalBar
            rate={{ value, low, high }}
            max={end}
            colour={row.leakRank === 1 ? 'var(--gap)' : 'var(--motivation)'}
          />
        )}
        <span className={styles.quiet}>{words.interval}</span>
      </span>
      {made}
    </span>
  );
}

function TimeCell({ row, calendarDays }: { readonly row: JudgedTransition; readonly calendarDays: boolean }) {
  const times = sayTimes(row.timeToConvert, row.timesHold, calendarDays);
  if (!times.middle) return <span className={styles.quiet}>{times.median}</span>;
  return (
    <span className={styles.time}>
      <span>{times.median}</span>
      <span className={styles.quiet}>{sayMiddleHalf(times.middle)}</span>
    </span>
  );
}

/** The same for a file: shares in 0..1, times in seconds; an empty cell where nothing may be said. */
export function transitionsFile(judgement: FunnelJudgement, label: (id: string) => string): TableFile {
  return {
    header: [
      'from',
      'to',
      'rate',
      'low',
      'high',
      'matured',
      'matured went on',
      'reached',
      'went on',
      'dropped',
      'in progress',
      'median seconds',
      'p25 seconds',
      'p75 seconds',
    ],
    rows: judgement.transitions.map((row) => {
      const rate = row.tooFew ? null : row.rate;
      const times = row.timesHold ? row.timeToConvert : null;
      const seconds = (us: number | undefined) => (us === undefined ? null : us / 1e6);
      return [
        label(row.from),
        label(row.to),
        rate?.value ?? null,
        rate?.low ?? null,
        rate?.high ?? null,
        row.rate.n,
        row.maturedConverted,
        row.reached,
        row.converted,
        row.dropped,
        row.inProgress,
        seconds(times?.medianUs),
        seconds(times?.p25Us),
        seconds(times?.p75Us),
      ];
    }),
  };
}
