import type { JudgedTransition } from '../../insights/funnel-judgement.ts';
import type { Rail } from '../../insights/tool-rail.ts';
import { transitionEnds } from '../../journey/tools.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import type { TableFile } from '../../ui/TakeAway.tsx';
import { formatCount } from '../../words/numbers.ts';
import { sayRate } from '../../words/rates.ts';
import { sayNeeds, sayRailLead } from '../../words/tools-rail.ts';
import { spoken } from './rail-data.ts';
import type { StairsData, StairsDataStage } from './stairs-data.ts';

interface Row {
  readonly stage: StairsDataStage;
  readonly on: JudgedTransition | undefined;
}

/** The picture's numbers as a table: a row per stage, with the way from it to the next measured one. */
export function StairsTable({
  data,
  title,
  rail = null,
  locale = 'en',
}: {
  readonly data: StairsData;
  readonly title: string;
  readonly rail?: Rail | null;
  readonly locale?: string;
}) {
  const count = (n: number | undefined) => (n === undefined ? '–' : formatCount(n, locale));
  const label = (id: string) => data.stages.find((stage) => stage.id === id)?.label ?? id;
  const rows: readonly Row[] = data.stages.map((stage) => ({
    stage,
    on: data.transitions.find((transition) => transition.from === stage.id),
  }));
  return (
    <DataTable
      caption={title}
      captionHidden
      rows={rows}
      rowKey={(row) => row.stage.id}
      columns={[
        { key: 'stage', header: 'Stage', rowHeader: true, cell: (row) => <bdi>{row.stage.label}</bdi> },
        {
          key: 'people',
          header: 'People',
          numeric: true,
          cell: (row) => (row.stage.reached === null ? 'not measured' : formatCount(row.stage.reached, locale)),
        },
        { key: 'to', header: 'Next stage', cell: (row) => (row.on ? <bdi>{label(row.on.to)}</bdi> : '–') },
        { key: 'on', header: 'Went on', numeric: true, cell: (row) => count(row.on?.converted) },
        {
          key: 'rate',
          header: 'Rate',
          numeric: true,
          cell: (row) => (row.on ? sayRate(row.on.rate, row.on.tooFew, locale).value : '–'),
        },
        {
          key: 'interval',
          header: '95 % interval',
          numeric: true,
          cell: (row) => (row.on && sayRate(row.on.rate, row.on.tooFew, locale).interval) || '–',
        },
        { key: 'dropped', header: 'Dropped', numeric: true, cell: (row) => count(row.on?.dropped) },
        ...(data.timed
          ? [{ key: 'progress', header: 'In progress', numeric: true, cell: (row: Row) => count(row.on?.inProgress) }]
          : []),
        ...(rail
          ? [
              {
                key: 'rail',
                header: 'Handrail to the next stage',
                cell: (row: Row) => railOn(rail, row.stage.id, locale) || '–',
              },
            ]
          : []),
        {
          key: 'later',
          header: 'Only seen later',
          numeric: true,
          cell: (row) => (row.stage.reached === null ? '–' : formatCount(row.stage.blindSpot, locale)),
        },
      ]}
    />
  );
}

/** What one can hold on to on the way from a stage to its next one, measured or not. */
function railOn(rail: Rail | null, stage: string, locale = 'en'): string | null {
  const part = rail?.parts.find(({ transition }) => {
    const { from, to } = transitionEnds(transition);
    return from === stage && to !== stage;
  });
  if (!part) return null;
  const said = spoken(part);
  return [sayRailLead(said, locale), sayNeeds(said, locale)].filter(Boolean).join('; ');
}

/** The same for a file: a row per stage, shares in 0..1; an empty cell where nothing may be said. */
export function stairsFile(data: StairsData, rail: Rail | null = null): TableFile {
  const label = (id: string) => data.stages.find((stage) => stage.id === id)?.label ?? id;
  return {
    header: [
      'stage',
      'people',
      'only seen later',
      'next stage',
      'went on',
      'dropped',
      'in progress',
      'matured',
      'matured went on',
      'rate',
      'low',
      'high',
      ...(rail ? ['handrail to the next stage'] : []),
    ],
    rows: data.stages.map((stage) => {
      const on = data.transitions.find((transition) => transition.from === stage.id);
      const rate = on && !on.tooFew ? on.rate : null;
      return [
        stage.label,
        stage.reached,
        stage.reached === null ? null : stage.blindSpot,
        on ? label(on.to) : null,
        on?.converted ?? null,
        on?.dropped ?? null,
        on?.inProgress ?? null,
        on?.rate.n ?? null,
        on?.maturedConverted ?? null,
        rate?.value ?? null,
        rate?.low ?? null,
        rate?.high ?? null,
        ...(rail ? [railOn(rail, stage.id)] : []),
      ];
    }),
  };
}
