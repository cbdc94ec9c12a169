import { DifferenceBar } from '../../charts/difference-bar/DifferenceBar.tsx';
import { commonReach } from '../../charts/difference-bar/difference-bar.layout.ts';
import type { ReachedAndConverted } from '../../engine/answer.ts';
import type { ComparedRates, Comparison } from '../../insights/comparison.ts';
import { isTooFew, wilson } from '../../insights/rate.ts';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import type { TableFile } from '../../ui/TakeAway.tsx';
import { Term } from '../../ui/Term.tsx';
import { sayDifference, sayLevel, sayVerdict } from '../../words/comparisons.ts';
import { formatCount } from '../../words/numbers.ts';
import { sayRate } from '../../words/rates.ts';
import styles from './GroupsTable.module.css';

type Side = Comparison | ComparedRates;

export interface SidesTableProps {
  /** One per transition; without a verdict where none may be given. Where others have one, this one cannot be compared. */
  readonly comparisons: readonly Side[];
  readonly names: readonly [string, string];
  readonly labels: readonly string[];
}

interface Row {
  readonly k: number;
  readonly side: Side;
}

/** Two sides beside each other, a row per transition, with the difference and the word for it. */
export function SidesTable({ comparisons, names, labels }: SidesTableProps) {
  const judged = comparisons.some(isJudged);
  const reach = commonReach(comparisons.map((side) => (isJudged(side) ? side.difference : null)));
  const sideColumn = (key: 'first' | 'second', name: string): Column<Row> => ({
    key,
    name,
    header: <bdi>{name}</bdi>,
    cell: ({ side }) => <RateOf people={side[key]} interval={judged} />,
  });
  const differences: Column<Row>[] = [
    {
      key: 'difference',
      name: 'Difference',
      header: <Term of="difference">Difference</Term>,
      cell: ({ side }) => <DifferenceOf side={side} reach={reach} />,
    },
    {
      key: 'verdict',
      name: 'The first is',
      header: <Term of="verdict">The first is</Term>,
      cell: ({ side }) => {
        if (!isJudged(side)) return <span className={styles.quiet}>cannot be compared</span>;
        const { verdict } = side;
        return (
          <Chip tone={verdict === 'higher' ? 'good' : verdict === 'lower' ? 'gap' : 'plain'}>
            {sayVerdict(verdict)}
          </Chip>
        );
      },
    },
  ];
  return (
    <DataTable
      caption={`${names[0]} beside ${names[1]}`}
      captionHidden
      rows={comparisons.map((side, k) => ({ k, side }))}
      rowKey={({ k }) => String(k)}
      stacks
      columns={[
        {
          key: 'transition',
          header: 'Transition',
          rowHeader: true,
          cell: ({ k }) => (
            <>
              <bdi>{labels[k]}</bdi> → <bdi>{labels[k + 1]}</bdi>
            </>
          ),
        },
        sideColumn('first', names[0]),
        sideColumn('second', names[1]),
        ...(judged ? differences : []),
      ]}
    />
  );
}

function isJudged(side: Side): side is Comparison {
  return 'verdict' in side;
}

function RateOf({ people, interval }: { readonly people: ReachedAndConverted; readonly interval: boolean }) {
  const rate = wilson(people.converted, people.reached);
  const words = sayRate(rate, isTooFew(people.reached));
  return (
    <span className={styles.cell}>
      <span className={styles.rate}>
        {words.interval ? <b>{words.value}</b> : <span className={styles.quiet}>{words.value}</span>}
        {interval && words.interval && <small>{words.interval}</small>}
      </span>
      <small>
        {formatCount(people.converted)} of {formatCount(people.reached)}
      </small>
    </span>
  );
}

function DifferenceOf({ side, reach }: { readonly side: Side; readonly reach: number }) {
  if (!isJudged(side) || side.difference === null || side.level === null) return <>–</>;
  const words = sayDifference(side.difference);
  return (
    <span className={styles.cell}>
      <b>{words.value}</b>
      <DifferenceBar difference={side.difference} reach={reach} />
      <small>
        {words.interval}, {sayLevel(side.level)} interval
      </small>
    </span>
  );
}

/** The same for a file: shares in 0..1. */
export function sidesFile(
  comparisons: readonly Side[],
  names: readonly [string, string],
  labels: readonly string[],
): TableFile {
  const of = (name: string) => [`${name}: reached`, `${name}: went on`];
  return {
    header: ['from', 'to', ...of(names[0]), ...of(names[1]), 'difference', 'low', 'high', 'level', 'p', 'the first is'],
    rows: comparisons.map((side, k) => {
      const judged = isJudged(side) ? side : null;
      return [
        labels[k] ?? '',
        labels[k + 1] ?? '',
        side.first.reached,
        side.first.converted,
        side.second.reached,
        side.second.converted,
        judged?.difference?.value ?? null,
        judged?.difference?.low ?? null,
        judged?.difference?.high ?? null,
        judged?.level ?? null,
        judged?.pValue ?? null,
        judged ? sayVerdict(judged.verdict) : null,
      ];
    }),
  };
}
