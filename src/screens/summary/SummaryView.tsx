import { type ReactNode, useMemo } from 'react';
import { Stairs } from '../../charts/stairs/Stairs.tsx';
import { StairsLegend } from '../../charts/stairs/StairsLegend.tsx';
import { StairsTable, stairsFile } from '../../charts/stairs/StairsTable.tsx';
import { shownStages, stepLabels } from '../../charts/stairs/shown-stages.ts';
import { stairsData } from '../../charts/stairs/stairs-data.ts';
import type { FunnelAnswer } from '../../engine/answer.ts';
import type { FunnelQuery } from '../../engine/query.ts';
import { judgeFunnel } from '../../insights/funnel-judgement.ts';
import type { HandrailError } from '../../journey/errors.ts';
import { fingerprintOf } from '../../journey/fingerprint.ts';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { tableNameOf } from '../../journey/table-source.ts';
import type { TransitionId } from '../../journey/tools.ts';
import type { View } from '../../questions/view.ts';
import { certaintyOf } from '../../report/page/page-certainty.ts';
import { saidTrend } from '../../report/page/page-trend.ts';
import type { RowsRead } from '../../state/rows-read.ts';
import type { Audience } from '../../state/use-audience.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Figure } from '../../ui/Figure.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TakeAway } from '../../ui/TakeAway.tsx';
import { sayError } from '../../words/errors.ts';
import { peopleOf } from '../../words/numbers.ts';
import { stageLabel } from '../../words/stages.ts';
import { AskAgain } from '../AskAgain.tsx';
import { AskedOfTable } from '../AskedOfTable.tsx';
import { Counting, type CountingProps } from '../Counting.tsx';
import page from '../JourneyPage.module.css';
import type { NotesProps } from '../Notes.tsx';
import { WindowOffer } from '../WindowOffer.tsx';
import { ArrivalsFigure } from './ArrivalsFigure.tsx';
import { BlindSpots } from './BlindSpots.tsx';
import { Findings, FindingsAwaited, type FindingsProps } from './Findings.tsx';
import { HandrailNote } from './HandrailNote.tsx';
import { Headline } from './Headline.tsx';
import { HowSure } from './HowSure.tsx';
import { NextGaps, NextGapsAwaited } from './NextGaps.tsx';
import { QuestionBar } from './QuestionBar.tsx';
import { RowsAccount } from './RowsAccount.tsx';
import styles from './SummaryView.module.css';
import { TableAccount } from './TableAccount.tsx';
import { TransitionsTable, type TransitionsTableProps, transitionsFile } from './TransitionsTable.tsx';
import type { Handrail } from './use-handrail.ts';
import type { SummaryPageState } from './use-summary-page.ts';

export interface SummaryViewProps {
  readonly plan: Plan;
  readonly profile: DatasetProfile;
  /** While the next answer is counted, the one before; `undefined` before the first. */
  readonly answer: FunnelAnswer | undefined;
  readonly question: FunnelQuery;
  readonly view: View;
  readonly onView: (next: View) => void;
  readonly status: {
    readonly pending: boolean;
    readonly error: HandrailError | null;
    readonly tookMs: number | null;
    /** How far a table was read for the answer that is awaited. */
    readonly progress?: RowsRead | null;
    /** Asks again what failed. */
    readonly retry?: (() => void) | undefined;
  };
  /** The way to the rejected rows, which lie in the storage. */
  readonly rejects?: ReactNode;
  readonly undo?: ReactNode;
  /** What one can hold on to over the stairs, and where the tools of a transition are. */
  readonly handrail?: Handrail | undefined;
  readonly toolsHref?: ((place?: TransitionId | 'targets') => string) | undefined;
  /** Where the stages of the plan are changed. */
  readonly stepsHref?: string | undefined;
  /** The screen that looks closely at one transition, and lists its people. */
  readonly transitionWay?: TransitionsTableProps['wayOf'];
  /** How much is shown; it changes no number. */
  readonly audience?: Audience;
  /** For whom it is shown, and how it leaves the browser. */
  readonly reportBar?: ReactNode;
  /** What is said beyond the stairs; `null` while it is looked for, `undefined` where nobody asks. */
  readonly findings?: SummaryPageState | null | undefined;
  readonly wayOf?: FindingsProps['wayOf'];
  /** Changes of the plan, for notes on days. */
  readonly edit?: NotesProps['edit'];
}

/** One screen for one journey: what happened, where people are lost, how sure that is. */
export function SummaryView(props: SummaryViewProps) {
  const {
    plan,
    profile,
    answer,
    question,
    view,
    onView,
    status,
    rejects,
    undo,
    handrail,
    toolsHref,
    stepsHref,
    transitionWay,
  } = props;
  const { audience = 'analyst', reportBar, findings, wayOf, edit = null } = props;
  const brief = audience === 'executive';
  const trend = useMemo(
    () => (findings && answer ? saidTrend({ plan, trend: findings.trend, answer }) : null),
    [findings, plan, answer],
  );
  const judgement = useMemo(() => (answer ? judgeFunnel(answer, question) : null), [answer, question]);
  const label = useMemo(() => stepLabels(plan, question), [plan, question]);
  const data = useMemo(
    () =>
      answer && judgement
        ? stairsData(shownStages(question), label, answer, judgement, {
            blindSpots: question.order !== 'any',
            calendarDays: question.calendarDays,
            timed: question.windowUs !== null,
          })
        : null,
    [answer, judgement, label, question],
  );
  const ofPerson = profile.properties.filter(({ of }) => of === 'person').map(({ name }) => name);
  const table = tableNameOf(profile);
  const title = 'The stairs';
  const nobody = (answer?.steps[0]?.reached ?? 0) === 0;
  const asksFindings = findings !== undefined && !nobody;
  const rail = handrail?.rail ?? null;
  const hasRail = handrail !== undefined;
  const shown = useMemo(
    () => (hasRail && toolsHref ? { rail, plan, href: toolsHref } : null),
    [hasRail, rail, plan, toolsHref],
  );

  return (
    <article className={page.page} aria-busy={status.pending}>
      <Headline
        plan={plan}
        ofPerson={ofPerson}
        question={question}
        judgement={judgement}
        stepsHref={brief ? undefined : stepsHref}
        answeredBy={<AskedOfTable profile={profile} tookMs={status.tookMs} progress={status.progress} />}
        undo={
          <div className={styles.headEnd}>
            {undo}
            {reportBar}
          </div>
        }
      />
      {status.error && (
        <Notice
          tone="error"
          title="This question could not be answered."
          action={<AskAgain onAsk={status.retry} busy={status.pending} />}
        >
          {sayError(status.error)}
          {answer ? ' Below stands the answer before it.' : ''}
        </Notice>
      )}
      {!brief && <WindowOffer {...{ plan, profile, question, answer, view, onView }} />}
      {!brief && <QuestionBar plan={plan} profile={profile} question={question} view={view} onView={onView} />}
      {data && answer && judgement ? (
        <>
          <div className={styles.top} data-with-findings={asksFindings || undefined}>
            <Figure
              title={title}
              description="People at each stage, how many went on, and how many fell."
              className={status.pending ? page.waiting : undefined}
              actions={
                <>
                  {status.pending && <Spinner>Counting again…</Spinner>}
                  <TakeAway
                    name={`${plan.name ?? 'Journey'}, ${title.toLowerCase()}`}
                    table={() => stairsFile(data, rail)}
                  />
                </>
              }
              table={<StairsTable data={data} title={title} rail={rail} />}
              legend={
                !nobody && (
                  <>
                    <StairsLegend
                      unmeasured={data.stages.some((stage) => stage.reached === null)}
                      timed={question.windowUs !== null}
                      handrail={rail ? (rail.byNames ? 'names' : 'judged') : null}
                    />
                    {handrail && toolsHref && <HandrailNote handrail={handrail} plan={plan} toolsHref={toolsHref()} />}
                  </>
                )
              }
            >
              {nobody ? (
                <NobodyEntered view={view} onView={onView} />
              ) : (
                <Stairs
                  data={data}
                  title={title}
                  leak={judgement.biggestLeak?.from ?? null}
                  {...(shown ? { handrail: shown } : {})}
                  {...(transitionWay ? { onOpen: (transition) => transitionWay(transition).go() } : {})}
                />
              )}
            </Figure>
            {asksFindings &&
              (findings && wayOf ? <Findings state={findings} wayOf={wayOf} detailed={!brief} /> : <FindingsAwaited />)}
          </div>
          {handrail?.landscape && toolsHref && !nobody && (
            <NextGaps landscape={handrail.landscape} plan={plan} toolsHref={toolsHref} />
          )}
          {handrail?.rail === null && !nobody && <NextGapsAwaited />}
          <div className={brief ? styles.pair : styles.stack}>
            {judgement.transitions.length > 0 && !nobody && (
              <Card
                title={brief ? 'Rates and targets' : 'From stage to stage'}
                subtitle={
                  brief
                    ? undefined
                    : `Everybody who reached a stage went on or dropped${question.windowUs === null ? '' : ', or is still in progress'}.`
                }
                className={status.pending ? page.waiting : undefined}
                actions={
                  <TakeAway
                    name={`${plan.name ?? 'Journey'}, from stage to stage`}
                    table={() => transitionsFile(judgement, label)}
                  />
                }
              >
                <TransitionsTable
                  judgement={judgement}
                  label={label}
                  question={question}
                  targets={plan.targets}
                  targetsHref={toolsHref?.('targets')}
                  wayOf={transitionWay}
                  detail={brief ? 'rates' : audience === 'analyst' ? 'all' : 'people'}
                />
              </Card>
            )}
            {trend && !nobody && <ArrivalsFigure plan={plan} trend={trend} edit={brief ? null : edit} />}
          </div>
          {brief ? (
            <Card title="How certain is this?" data-blind-spots tabIndex={-1}>
              <dl className={styles.facts}>
                {certaintyOf({ profile, plan, question }, judgement).map(([name, fact]) => (
                  <div key={`${name} ${fact}`}>
                    <dt>{name}</dt>
                    <dd>{fact}</dd>
                  </div>
                ))}
              </dl>
            </Card>
          ) : (
            <div className={styles.pair}>
              <HowSure
                profile={profile}
                question={question}
                judgement={judgement}
                spoiled={answer.spoiled}
                tookMs={status.tookMs}
                technical={audience === 'analyst'}
              />
              <div className={styles.stack}>
                <BlindSpots judgement={judgement} label={(id) => stageLabel(plan, id)} />
                {table === null ? (
                  <RowsAccount profile={profile} rejects={rejects} stepsHref={stepsHref} />
                ) : (
                  <TableAccount profile={profile} stepsHref={stepsHref} />
                )}
              </div>
            </div>
          )}
          {table === null && (
            <p className={styles.source}>
              Data {fingerprintOf(profile)}: two reports with the same mark rest on the same files.
            </p>
          )}
        </>
      ) : (
        !status.error && <FirstCounting people={profile.personCount} progress={status.progress} />
      )}
    </article>
  );
}

function FirstCounting({ people, progress }: { readonly people: number } & Pick<CountingProps, 'progress'>) {
  return (
    <div className={styles.counting}>
      <Counting progress={progress}>{`Counting ${peopleOf(people)}`}</Counting>
      <div className={styles.skeleton} aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}

function NobodyEntered({ view, onView }: Pick<SummaryViewProps, 'view' | 'onView'>) {
  return (
    <EmptyState
      title="Nobody entered in this time"
      action={
        <Button
          onClick={() => {
            onView({ ...view, entered: null, during: null, filters: [] });
          }}
        >
          Count everybody
        </Button>
      }
    >
      No event of the first stage lies in the chosen range. Choose other days, or count everybody.
    </EmptyState>
  );
}
