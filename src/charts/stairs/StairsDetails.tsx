import type { ReactNode } from 'react';
import type { JudgedTransition } from '../../insights/funnel-judgement.ts';
import { formatCount, formatPercent } from '../../words/numbers.ts';
import { sayRate, sayTimes } from '../../words/rates.ts';
import styles from './Stairs.module.css';
import type { StairsData, StairsDataStage } from './stairs-data.ts';

/** The figures of one stage or transition, as shown beside it. */
export function StageDetails({ stage, locale }: { readonly stage: StairsDataStage; readonly locale: string }) {
  return (
    <>
      <p className={styles.detailTitle}>
        <bdi>{stage.label}</bdi>
      </p>
      {stage.reached === null ? (
        <p>No event says who reached this stage. The rate runs from the stage before it.</p>
      ) : (
        <dl className={styles.figures}>
          <Figure name="people" value={formatCount(stage.reached, locale)} />
          {stage.blindSpot > 0 && (
            <Figure name="seen only at a later stage" value={formatCount(stage.blindSpot, locale)} />
          )}
        </dl>
      )}
    </>
  );
}

export function TransitionDetails(props: {
  readonly transition: JudgedTransition;
  readonly data: StairsData;
  readonly locale: string;
}) {
  const { transition, data, locale } = props;
  const label = (id: string) => data.stages.find((stage) => stage.id === id)?.label ?? id;
  const rate = sayRate(transition.rate, transition.tooFew, locale);
  const times = sayTimes(transition.timeToConvert, transition.timesHold, data.calendarDays, locale);
  return (
    <>
      <p className={styles.detailTitle}>
        <bdi>{label(transition.from)}</bdi> → <bdi>{label(transition.to)}</bdi>
      </p>
      <dl className={styles.figures}>
        <Figure name="rate" value={rate.value} strong />
        {rate.interval && <Figure name="95 % interval" value={rate.interval} />}
        {data.timed && (
          <Figure
            name="of those whose time is over"
            value={`${formatCount(transition.maturedConverted, locale)} of ${formatCount(transition.rate.n, locale)}`}
          />
        )}
        <Figure name="reached" value={formatCount(transition.reached, locale)} />
        <Figure name="went on" value={formatCount(transition.converted, locale)} />
        <Figure name="dropped" value={formatCount(transition.dropped, locale)} />
        {data.timed && <Figure name="in progress" value={formatCount(transition.inProgress, locale)} />}
        {transition.raw.value !== null && transition.inProgress > 0 && (
          <Figure name="raw rate, of everybody" value={formatPercent(transition.raw.value, transition.raw.n, locale)} />
        )}
        <Figure name="typical time" value={times.median} />
        {times.middle && <Figure name="middle half" value={times.middle} />}
      </dl>
    </>
  );
}

function Figure({
  name,
  value,
  strong = false,
}: {
  readonly name: string;
  readonly value: ReactNode;
  readonly strong?: boolean;
}) {
  return (
    <div data-strong={strong || undefined}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
