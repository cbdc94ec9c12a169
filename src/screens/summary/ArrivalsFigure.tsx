import { Arrivals } from '../../charts/arrivals/Arrivals.tsx';
import { ArrivalsLegend } from '../../charts/arrivals/ArrivalsLegend.tsx';
import { ArrivalsTable, arrivalsFile } from '../../charts/arrivals/ArrivalsTable.tsx';
import type { Plan } from '../../journey/plan.ts';
import type { SaidTrend } from '../../report/page/page-trend.ts';
import { Figure } from '../../ui/Figure.tsx';
import { TakeAway } from '../../ui/TakeAway.tsx';
import { Notes, type NotesProps } from '../Notes.tsx';

export interface ArrivalsFigureProps {
  readonly plan: Plan;
  readonly trend: SaidTrend;
  readonly edit: NotesProps['edit'];
}

/** People who came to Action by when they entered: whether it grows, and what happened meanwhile. */
export function ArrivalsFigure({ plan, trend, edit }: ArrivalsFigureProps) {
  const { title, periods, length, timeZone, notes, timed, hollow } = trend;
  const within = { fromUs: periods[0]?.startUs ?? 0, toUs: periods.at(-1)?.endUs ?? 0 };
  return (
    <Figure
      title={title}
      description={
        timed || hollow === null
          ? `Of those who entered in each, the people who came there${timed ? ' in time' : ''}.`
          : `Of those who entered in each, the people who came there so far. ${hollow}`
      }
      actions={<TakeAway name={`${plan.name ?? 'Journey'}, ${title}`} table={() => arrivalsFile(periods, timeZone)} />}
      table={<ArrivalsTable title={title} periods={periods} length={length} timeZone={timeZone} />}
      legend={
        <>
          <ArrivalsLegend periods={periods} />
          <Notes plan={plan} timeZone={timeZone} within={within} edit={edit} />
        </>
      }
    >
      <Arrivals title={title} periods={periods} length={length} timeZone={timeZone} notes={notes} />
    </Figure>
  );
}
