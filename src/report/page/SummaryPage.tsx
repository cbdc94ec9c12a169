import { ArrivalsDrawing } from '../../charts/arrivals/ArrivalsDrawing.tsx';
import { arrivalsLayout } from '../../charts/arrivals/arrivals-picture.ts';
import { sayAllArrivals } from '../../charts/arrivals/arrivals-words.ts';
import { railModel, railSummary } from '../../charts/stairs/rail-data.ts';
import { StairsDrawing } from '../../charts/stairs/StairsDrawing.tsx';
import { layoutStairs } from '../../charts/stairs/stairs.layout.ts';
import { stairsModel, stairsSummary } from '../../charts/stairs/stairs-data.ts';
import type { Plan } from '../../journey/plan.ts';
import { countOf } from '../../words/numbers.ts';
import { RAIL_WORDS } from '../../words/tools-rail.ts';
import { Definitions } from './Definitions.tsx';
import { FindingList } from './FindingList.tsx';
import { GapShortlist } from './GapShortlist.tsx';
import styles from './Page.module.css';
import type { Fact } from './page-certainty.ts';
import type { PageContents, SaidGap } from './page-contents.ts';
import type { SaidTrend } from './page-trend.ts';
import { RatesTable } from './RatesTable.tsx';

/** Drawn at this width and scaled to the sheet. */
const STAIRS_PX = 900;
const TREND = { width: 440, height: 170 } as const;
const GAPS_ON_PAGE = 3;

export interface SummaryPageProps {
  readonly contents: PageContents;
  readonly plan: Plan;
  /** Whether a second sheet says what the words mean and how the files were read. */
  readonly definitions: boolean;
}

/** The summary as a document: one sheet that says how things are, and a second one that says what is meant by it. */
export function SummaryPage({ contents, plan, definitions }: SummaryPageProps) {
  const { name, headline, support, population, first, gaps, rates, trend, hasTargets } = contents;
  return (
    <div className={styles.document}>
      <article className={styles.sheet} data-density={densityOf(contents)}>
        <header className={styles.head}>
          <p className={styles.eyebrow}>
            <bdi>{name ?? 'Your journey'}</bdi>
            <span>The buyer’s journey, from awareness to relationship</span>
          </p>
          <h1>{headline.length === 0 ? 'Where do people fall off?' : headline.join(' ')}</h1>
          {support.length > 0 && <p>{support.join(' ')}</p>}
          <p className={styles.quiet}>
            <b>Counted:</b> {population}
          </p>
        </header>
        <StairsFigure contents={contents} plan={plan} />
        <div className={styles.columns} data-gapless={gaps.length === 0 || undefined}>
          {first.length > 0 && (
            <section className={styles.tall}>
              <h2>What stands out</h2>
              <FindingList findings={first} />
            </section>
          )}
          {gaps.length > 0 && (
            <section>
              <h2>What to build next</h2>
              <GapShortlist gaps={shortlist(gaps)} />
              {gaps.length > GAPS_ON_PAGE && (
                <p className={`${styles.quiet} ${styles.more}`}>
                  and {countOf(gaps.length - GAPS_ON_PAGE, 'more need', 'more needs')} that nothing answers so far.
                </p>
              )}
            </section>
          )}
          {trend && <TrendFigure trend={trend} />}
          {rates.length > 0 && (
            <section>
              <h2>{hasTargets ? 'Rates and targets' : 'Rates'}</h2>
              <RatesTable rates={rates} of={contents.ratesOf} hasTargets={hasTargets} />
            </section>
          )}
        </div>
        <section className={styles.certainty}>
          <h2>How certain is this?</h2>
          <Facts facts={contents.certainty} />
        </section>
        <p className={styles.footer}>{contents.footer}, by Handrail. Intervals hold the true figure 95 times of 100.</p>
      </article>
      {definitions && <Definitions contents={contents} />}
    </div>
  );
}

/** The first gap of each step that is worth something, and where there are fewer of them what is ranked next. */
function shortlist(gaps: readonly SaidGap[]): readonly SaidGap[] {
  const first = gaps.filter(({ amount }) => amount !== null).slice(0, GAPS_ON_PAGE);
  const next = gaps.filter((gap) => !first.includes(gap)).slice(0, GAPS_ON_PAGE - first.length);
  return gaps.filter((gap) => first.includes(gap) || next.includes(gap));
}

/** Letters of the first sheet from which on paper needs smaller type to stay one page, and the smallest. */
const MANY_LETTERS = 3000;
const MOST_LETTERS = 3600;

function densityOf(contents: PageContents): 'dense' | 'densest' | undefined {
  const { headline, support, population, first, rates, gaps, certainty } = contents;
  const texts = [
    ...headline,
    ...support,
    population,
    ...first.flatMap((one) => [one.sentence, one.population, one.certainty]),
    ...shortlist(gaps).flatMap((gap) => [
      gap.asks,
      gap.where,
      gap.tool,
      gap.state,
      gap.lost,
      gap.evidence,
      gap.amount,
      gap.why,
    ]),
    ...rates.flatMap((line) => [line.from, line.to, line.value, line.interval, line.counts, line.target]),
    ...certainty.flat(),
  ];
  const letters = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  if (letters < MANY_LETTERS) return undefined;
  return letters < MOST_LETTERS ? 'dense' : 'densest';
}

function StairsFigure({ contents, plan }: Pick<SummaryPageProps, 'contents' | 'plan'>) {
  const { stairs, judgement } = contents;
  // What only names of events suggest invites on the screen, and has no place in a report.
  const rail = contents.rail?.byNames ? null : contents.rail;
  if ((stairs.stages.find(({ reached }) => reached !== null)?.reached ?? 0) === 0) {
    return <p className={styles.nobody}>Nobody entered in this time.</p>;
  }
  const model = { ...stairsModel(stairs), rail: rail === null ? null : railModel(rail) };
  const summary = [stairsSummary(stairs), rail === null ? '' : railSummary(rail, plan)].join(' ').trim();
  return (
    <figure className={styles.stairs}>
      <StairsDrawing
        layout={layoutStairs(model, STAIRS_PX)}
        title="The stairs"
        summary={summary}
        leak={judgement.biggestLeak?.from ?? null}
        active={null}
      />
      {rail !== null && (
        <figcaption className={styles.quiet}>
          The handrail, a mark for each need: solid, {RAIL_WORDS.holds}; dashed, {RAIL_WORDS.weak}; dotted,{' '}
          {RAIL_WORDS.broken}; missing, {RAIL_WORDS.absent}.
        </figcaption>
      )}
    </figure>
  );
}

function TrendFigure({ trend }: { readonly trend: SaidTrend }) {
  const { title, periods, notes, length, timeZone, hollow } = trend;
  return (
    <figure className={styles.trend}>
      <h2>{title}</h2>
      <ArrivalsDrawing
        layout={arrivalsLayout(periods, notes, TREND, length, timeZone)}
        title={title}
        summary={sayAllArrivals(periods, length, timeZone)}
      />
      {(hollow !== null || notes.length > 0) && (
        <figcaption className={styles.quiet}>
          {hollow !== null && `${hollow} `}
          {notes.map(({ day, text }, k) => (
            <span key={`${day} ${text}`}>
              {k + 1}: {day}, <bdi>{text}</bdi>.{' '}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, said]) => (
        <div key={`${name} ${said}`}>
          <dt>
            <bdi>{name}</bdi>
          </dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}
