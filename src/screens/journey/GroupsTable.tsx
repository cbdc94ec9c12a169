import { IntervalBar } from '../../charts/interval-bar/IntervalBar.tsx';
import { commonEnd } from '../../charts/interval-bar/interval-bar.layout.ts';
import type { FunnelFigures, GroupId } from '../../engine/answer.ts';
import type { Comparison } from '../../insights/comparison.ts';
import { isTooFew, wilson } from '../../insights/rate.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import type { TableFile } from '../../ui/TakeAway.tsx';
import { sayVerdict } from '../../words/comparisons.ts';
import { formatCount, formatPercent } from '../../words/numbers.ts';
import { sayRate } from '../../words/rates.ts';
import styles from './GroupsTable.module.css';
import { groupKey, groupName } from './group-names.ts';

/** Everybody, or one group with its comparisons against the rest, one per transition. */
export interface GroupRow {
  readonly group: GroupId | null;
  readonly figures: FunnelFigures;
  readonly verdicts: readonly Comparison[] | null;
}

export interface GroupsTableProps {
  readonly caption: string;
  readonly rows: readonly GroupRow[];
  /** What the steps are called, in order. */
  readonly labels: readonly string[];
  readonly show: 'rates' | 'people';
  readonly implied: boolean;
  /** Whether rates of groups may carry intervals: shares of groups that were settled on the way carry none. */
  readonly intervals: boolean;
  readonly onOnly: (group: GroupId) => void;
}

/** A row per group with all of its stages: rates with their intervals, or people. */
export function GroupsTable(props: GroupsTableProps) {
  const { caption, rows, labels, show, intervals, onOnly } = props;
  const name: Column<GroupRow> = {
    key: 'group',
    header: 'Group',
    rowHeader: true,
    cell: ({ group }) =>
      group === null ? (
        <span className={styles.everybody}>Everybody</span>
      ) : (
        <span className={styles.group}>
          <bdi>{groupName(group)}</bdi>
          {group.kind !== 'other' && (
            <Button
              variant="quiet"
              size="small"
              className={styles.only}
              aria-label={`Ask only about ${groupName(group)}`}
              onClick={() => onOnly(group)}
            >
              only
            </Button>
          )}
        </span>
      ),
  };
  const columns = show === 'people' ? peopleColumns(props) : rateColumns(props);
  const first: Column<GroupRow> = {
    key: 'people',
    header: labels[0] ?? 'People',
    numeric: true,
    cell: ({ figures }) => formatCount(figures.steps[0]?.reached ?? 0),
  };
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={rows}
      rowKey={({ group }) => (group ? groupKey(group) : 'everybody')}
      columns={show === 'people' ? [name, ...columns] : [name, first, ...columns]}
      className={intervals ? styles.table : undefined}
      stacks
    />
  );
}

/** Of a rate's bar, by the number of transitions that share the width. */
const BAR_PX = [220, 180, 140] as const;
const LEAST_BAR_PX = 96;

function rateColumns({ rows, labels, intervals }: GroupsTableProps): Column<GroupRow>[] {
  const barPx = BAR_PX[labels.length - 2] ?? LEAST_BAR_PX;
  const endOf = (steps: readonly number[]) =>
    commonEnd(
      rows.flatMap(({ figures }) =>
        steps.map((k) => {
          const { maturedConverted = 0, maturedReached = 0 } = figures.transitions[k] ?? {};
          return isTooFew(maturedReached) ? { high: null } : wilson(maturedConverted, maturedReached);
        }),
      ),
    );
  const steps = labels.slice(1).map((_, k) => k);
  // A row alone is read along itself, groups are read below each other.
  const alone = rows.length === 1 ? endOf(steps) : null;
  return labels.slice(1).map((label, k) => {
    const end = alone ?? endOf([k]);
    return {
      key: `to ${k}`,
      name: `→\u00a0${label}`,
      header: (
        <>
          → <bdi>{label}</bdi>
        </>
      ),
      cell: (row) => (
        <RateCell row={row} transition={k} end={end} barPx={barPx} intervals={intervals || row.group === null} />
      ),
    };
  });
}

interface RateCellProps {
  readonly row: GroupRow;
  readonly transition: number;
  readonly end: number;
  readonly barPx: number;
  readonly intervals: boolean;
}

function RateCell({ row, transition, end, barPx, intervals }: RateCellProps) {
  const { maturedConverted: x = 0, maturedReached: n = 0 } = row.figures.transitions[transition] ?? {};
  const rate = wilson(x, n);
  const made = `${formatCount(x)} of ${formatCount(n)}`;
  const verdict = row.verdicts?.[transition]?.verdict;
  const words = sayRate(rate, isTooFew(n));
  const { value, low, high } = rate;
  if (words.interval === null || value === null || low === null || high === null) {
    return (
      <span className={styles.cell}>
        <span className={styles.quiet}>{words.value}</span>
        {n > 0 && <small>{made}</small>}
      </span>
    );
  }
  if (!intervals) {
    return (
      <span className={styles.cell}>
        <b>{formatPercent(value, n)}</b>
        <small>{made}</small>
      </span>
    );
  }
  const found = verdict === 'higher' || verdict === 'lower';
  const colour = verdict === 'lower' ? 'var(--gap)' : verdict === 'higher' ? 'var(--good)' : 'var(--motivation)';
  return (
    <span className={styles.cell}>
      <span className={styles.rate}>
        <b>{words.value}</b>
        <small>{words.interval}</small>
        {found ? (
          <Chip tone={verdict === 'higher' ? 'good' : 'gap'} className={styles.verdict}>
            {sayVerdict(verdict)}
          </Chip>
        ) : (
          verdict && verdict !== 'too-few-people' && <small>{sayVerdict(verdict)}</small>
        )}
      </span>
      <span className={styles.made}>
        <IntervalBar rate={{ value, low, high }} max={end} colour={colour} widthPx={barPx} />
        <small>{made}</small>
      </span>
    </span>
  );
}

function peopleColumns({ labels, implied }: GroupsTableProps): Column<GroupRow>[] {
  return labels.map((label, k) => ({
    key: `at ${k}`,
    name: label,
    header: <bdi>{label}</bdi>,
    numeric: true,
    cell: ({ figures }) => {
      const people = peopleAt(figures, k, implied);
      const first = peopleAt(figures, 0, implied);
      return (
        <span className={styles.people}>
          <b>{formatCount(people)}</b>
          {k > 0 && first > 0 && <small>{formatPercent(people / first, first)}</small>}
        </span>
      );
    },
  }));
}

function peopleAt(figures: FunnelFigures, step: number, implied: boolean): number {
  const at = figures.steps[step];
  return (implied ? at?.implied : at?.reached) ?? 0;
}

/** Every figure of the table for a file: a row per group and stage, shares in 0..1. */
export function groupsFile(rows: readonly GroupRow[], labels: readonly string[]): TableFile {
  const header = [
    'group',
    'stage',
    'reached',
    'implied',
    'matured',
    'matured went on',
    'rate',
    'low',
    'high',
    'against the rest',
  ];
  return {
    header,
    rows: rows.flatMap(({ group, figures, verdicts }) =>
      labels.map((label, k) => {
        const { maturedConverted: x, maturedReached: n = 0 } = figures.transitions[k] ?? {};
        const rate = x === undefined || isTooFew(n) ? null : wilson(x, n);
        const verdict = verdicts?.[k]?.verdict;
        return [
          group ? groupName(group) : 'Everybody',
          label,
          figures.steps[k]?.reached ?? null,
          figures.steps[k]?.implied ?? null,
          x === undefined ? null : n,
          x ?? null,
          rate?.value ?? null,
          rate?.low ?? null,
          rate?.high ?? null,
          verdict ? sayVerdict(verdict) : null,
        ];
      }),
    ),
  };
}
