import { memo, useMemo } from 'react';
import { ConversionCurve, CurveTable, curveFile } from '../../charts/conversion-curve/ConversionCurve.tsx';
import { Durations, DurationsTable, durationsFile, sayDurations } from '../../charts/durations/Durations.tsx';
import { durationBins } from '../../charts/durations/durations.layout.ts';
import { Trend, TrendLegend } from '../../charts/trend/Trend.tsx';
import { TrendTable, trendFile } from '../../charts/trend/TrendTable.tsx';
import type { Durations as DurationFigures, FunnelAnswer } from '../../engine/answer.ts';
import type { TimeToConvertQuery, TrendQuery } from '../../engine/query.ts';
import { isTooFew } from '../../insights/rate.ts';
import { judgeTrend } from '../../insights/trend-judgement.ts';
import { type UsualTime, usualTime } from '../../insights/usual-time.ts';
import { neededBy, notesOf, sayHollow } from '../../report/page/page-trend.ts';
import type { Asked } from '../../state/use-answer.ts';
import { Figure } from '../../ui/Figure.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { TakeAway } from '../../ui/TakeAway.tsx';
import { Term } from '../../ui/Term.tsx';
import { isoDay } from '../../words/population.ts';
import { sayMiddleHalf, sayTimes } from '../../words/rates.ts';
import controls from '../Controls.module.css';
import page from '../JourneyPage.module.css';
import { Notes, notesIn } from '../Notes.tsx';
import { changed } from '../view-changes.ts';
import styles from './JourneyView.module.css';
import type { JourneyViewProps } from './JourneyView.tsx';
import { chosenWay, type Way, wayInView, ways } from './way.ts';

export interface WayFiguresProps extends JourneyViewProps {
  readonly labels: readonly string[];
}

const INTERVALS = [
  { value: 'day', label: 'Days' },
  { value: 'week', label: 'Weeks' },
  { value: 'month', label: 'Months' },
] as const;

/** One way from stage to stage: its rate over time, how long it takes, and the share that has gone it by each day. */
export function WayFigures(props: WayFiguresProps) {
  const { plan, question, view, onView, trend, times, funnel, labels } = props;
  const usual = useMemo(
    () => usualOf(trend.answered?.question, funnel.answered?.answer),
    [trend.answered, funnel.answered],
  );
  const way = chosenWay(question, view);
  if (!way) return null;
  const name = ({ fromStep, toStep }: Way) => `${labels[fromStep] ?? ''} → ${labels[toStep] ?? ''}`;
  return (
    <section className={styles.way} aria-label="One way, over time">
      <div className={controls.controls}>
        <Select
          className={styles.wide}
          label="The way from stage to stage"
          value={String(
            ways(question).findIndex((each) => each.fromStep === way.fromStep && each.toStep === way.toStep),
          )}
          options={ways(question).map((each, k) => ({
            value: String(k),
            label: each.toStep - each.fromStep > 1 ? `The whole way: ${name(each)}` : name(each),
          }))}
          onChange={(k) => {
            const next = ways(question)[Number(k)];
            if (next) onView(changed(plan, view, 'way', wayInView(question, next)));
          }}
        />
        <Segmented
          label="Periods"
          value={view.interval ?? 'week'}
          options={INTERVALS}
          onChange={(interval) => onView(changed(plan, view, 'interval', interval))}
        />
      </div>
      {trend.answered && (
        <TrendFigure {...{ plan, view, onView, labels, usual }} asked={trend.answered} pending={trend.pending} />
      )}
      {times.answered && (
        <TimeFigures
          labels={labels}
          asked={times.answered}
          pending={times.pending}
          since={sinceFirstContact(times.answered.question, funnel.answered?.answer)}
        />
      )}
    </section>
  );
}

/** The labels of the way that an answer is about, which may be the one before. */
function wayTitle(labels: readonly string[], { fromStep, toStep }: Way): string {
  return `${labels[fromStep] ?? ''} to ${labels[toStep] ?? ''}`;
}

interface TrendFigureProps extends Pick<WayFiguresProps, 'plan' | 'view' | 'onView' | 'labels'> {
  readonly asked: Asked<TrendQuery>;
  readonly pending: boolean;
  readonly usual: UsualTime | null;
}

const TrendFigure = memo(function TrendFigure(props: TrendFigureProps) {
  const { plan, view, onView, labels, asked, pending, usual } = props;
  const { question, answer } = asked;
  const periods = useMemo(() => judgeTrend(answer.points, neededBy(usual, question)), [question, answer, usual]);
  const zone = question.timeZone;
  const notes = useMemo(() => notesOf(plan, zone), [plan, zone]);
  const within = useMemo(() => ({ fromUs: periods[0]?.startUs ?? 0, toUs: periods.at(-1)?.endUs ?? 0 }), [periods]);
  const marked = useMemo(() => notesIn(notes, within), [notes, within]);
  const length = question.interval === 'hour' ? 'day' : question.interval;
  const hasRates = periods.some(({ state }) => state === 'whole' || state === 'open');
  const title = `The rate over time, ${wayTitle(labels, question)}`;
  const late = periods.some((period) => period.late)
    ? sayHollow(periods, usual, length, plan, question.calendarDays)
    : null;
  return (
    <Figure
      title={title}
      description={
        <>
          By the {length} of <Term of="firstContact">first contact</Term>; whoever enters again{' '}
          {length === 'day' ? 'on another day' : `in another ${length}`} counts there too. Draw over a span to look at
          those who entered then.
        </>
      }
      className={pending ? page.waiting : undefined}
      actions={<TakeAway name={title} table={() => trendFile(periods, zone)} />}
      table={<TrendTable title={title} periods={periods} length={length} timeZone={zone} />}
      legend={
        hasRates && (
          <>
            <TrendLegend periods={periods} />
            {late !== null && <p className={styles.note}>{late}</p>}
            <Notes plan={plan} timeZone={zone} within={within} edit={null} />
          </>
        )
      }
    >
      {periods.length === 0 ? (
        <p className={styles.note}>Nobody entered, so there is nothing to draw.</p>
      ) : !hasRates ? (
        <p className={styles.note}>
          Too few people for a rate: fewer than 30 in every {length}.
          {length === 'month' ? '' : ' Longer periods hold more of them.'}
        </p>
      ) : (
        <Trend
          title={title}
          periods={periods}
          length={length}
          timeZone={zone}
          notes={marked}
          onSpan={(from, to) => {
            const entered = { from: isoDay(from.startUs, zone), to: isoDay(to.endUs - 1, zone) };
            onView(changed(plan, view, 'entered', entered));
          }}
        />
      )}
    </Figure>
  );
});

/** Without a limit, the time that the way's last step usually takes from first contact. */
function usualOf(question: TrendQuery | undefined, answer: FunnelAnswer | undefined): UsualTime | null {
  if (question?.windowUs !== null || question.order === 'any' || !answer) return null;
  return usualTime(answer, question.steps[question.toStep]?.id ?? '');
}

/** The time since first contact, where the way is a later transition; `null` where it would say the same twice. */
function sinceFirstContact(question: TimeToConvertQuery, answer: FunnelAnswer | undefined): DurationFigures | null {
  const { steps, fromStep, toStep } = question;
  if (fromStep === 0 || toStep !== fromStep + 1) return null;
  return answer?.transitions.find(({ to }) => to === steps[toStep]?.id)?.sinceFirstContact ?? null;
}

interface TimeFiguresProps extends Pick<WayFiguresProps, 'labels'> {
  readonly asked: Asked<TimeToConvertQuery>;
  readonly pending: boolean;
  readonly since: DurationFigures | null;
}

const TimeFigures = memo(function TimeFigures({ labels, asked, pending, since }: TimeFiguresProps) {
  const { question, answer } = asked;
  const bins = useMemo(() => durationBins(answer.bins, question.calendarDays), [answer, question.calendarDays]);
  const wholeDays = question.calendarDays;
  const holds = answer.durations !== null && !isTooFew(answer.durations.n);
  const way = wayTitle(labels, question);
  const title = `How long it takes, ${way}`;
  const curveTitle = `Gone on by day, ${way}`;
  const endUs = question.windowUs ?? answer.curve.at(-1)?.elapsedUs ?? 0;
  const shape = { durations: answer.durations, quartilesHold: holds, wholeDays };
  const sinceWords = since && sayTimes(since, !isTooFew(since.n), wholeDays);
  const waiting = pending ? page.waiting : undefined;
  return (
    <div className={styles.pair}>
      <Figure
        title={title}
        description={sayDurations(shape)}
        className={waiting}
        actions={<TakeAway name={title} table={() => durationsFile(bins)} />}
        table={<DurationsTable title={title} bins={bins} wholeDays={wholeDays} />}
        legend={
          <>
            {holds && (
              <>
                Above: the <Term of="quartiles">middle half</Term> and the <Term of="median">typical time</Term>.{' '}
              </>
            )}
            {sinceWords?.middle && (
              <>
                <Term of="sinceFirstContact">Since first contact</Term>: {sayMiddleHalf(sinceWords.middle, 'took')},
                typically {sinceWords.median}.
              </>
            )}
          </>
        }
      >
        {bins.length === 0 ? (
          <p className={styles.note}>Nobody went on, so there is nothing to draw.</p>
        ) : (
          <Durations title={title} bins={bins} {...shape} />
        )}
      </Figure>
      <Figure
        title={curveTitle}
        description="The share that had gone on, by time since first contact."
        className={waiting}
        actions={<TakeAway name={curveTitle} table={() => curveFile(answer.curve)} />}
        table={<CurveTable title={curveTitle} curve={answer.curve} endUs={endUs} />}
        legend={
          <>
            What the <Term of="gone">share</Term> counts; the line ends where the time does.
          </>
        }
      >
        {answer.curve.length === 0 ? (
          <p className={styles.note}>Nobody went on, so there is nothing to draw.</p>
        ) : isTooFew(answer.curve[0]?.atRisk ?? 0) ? (
          <p className={styles.note}>Too few people for a share: fewer than 30.</p>
        ) : (
          <ConversionCurve title={curveTitle} curve={answer.curve} endUs={endUs} />
        )}
      </Figure>
    </div>
  );
});
