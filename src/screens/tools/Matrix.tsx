import { useState } from 'react';
import { strengthOf } from '../../insights/tool-rail.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { formatCount, peopleOf, peopleOrNobody } from '../../words/numbers.ts';
import { sayRate } from '../../words/rates.ts';
import { stageLabel } from '../../words/stages.ts';
import { sayTransition } from '../../words/tools.ts';
import { sayAnswered, sayRange, sayReference, sayValue, sayWorthUnit } from '../../words/worth.ts';
import type { TransitionRow } from './landscape.ts';
import styles from './Matrix.module.css';
import { NeedCell } from './NeedCell.tsx';
import { ToolLine } from './ToolLine.tsx';
import { useToolsScreen } from './tools-context.ts';

/** Each transition with what people need there, what gives it, and what reaching its reference would be worth. */
export function Matrix() {
  const { plan, judged } = useToolsScreen();
  const { capabilities } = judged.landscape;
  const held = capabilities.filter(({ state }) => strengthOf(state) === 'holds').length;
  const listed = (plan.tools ?? []).length > 0;
  return (
    <Card
      title="What people can hold on to, step by step"
      subtitle={`What people ask at each step, what of yours answers it, and what the data says of that.${listed ? ` ${sayAnswered(held, capabilities.length)}` : ''}`}
      className={styles.card}
    >
      <div className={styles.matrix}>
        {judged.rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </div>
    </Card>
  );
}

function Line({ row }: { readonly row: TransitionRow }) {
  const { plan, judged } = useToolsScreen();
  const first = judged.landscape.gaps[0]?.capability.transition === row.id && (plan.tools ?? []).length > 0;
  const title = sayTransition(row.id, plan);
  return (
    <section className={styles.line} data-first={first || undefined} aria-labelledby={`way-${row.id}`}>
      <header className={styles.way}>
        <h3 id={`way-${row.id}`}>{title}</h3>
        <Passage row={row} />
      </header>
      <ul className={styles.needs}>
        {row.needs.map((need) => (
          // What is missing is missing to the same people: that is said once for each transition.
          <NeedCell key={need.capability.id} need={need} says={need === row.needs.find(isMissing)} />
        ))}
        {row.others.length > 0 && <Others row={row} />}
        {row.needs.length === 0 && row.others.length === 0 && <NoNeeds />}
      </ul>
      <Worth row={row} />
    </section>
  );
}

function isMissing({ state }: TransitionRow['needs'][number]): boolean {
  return state === 'missing';
}

/** How many pass here, and how many are lost. */
function Passage({ row }: { readonly row: TransitionRow }) {
  const { plan } = useToolsScreen();
  if (row.measured === null) return <p className={styles.quiet}>not measured</p>;
  if (row.measured.from === null) return <p className={styles.quiet}>uses are counted, nobody is lost on the way in</p>;
  if (row.spans && !row.tells) return <p className={styles.quiet}>counted with the steps after it</p>;
  if (row.rate === null || row.reached === 0) {
    return row.reached === null ? null : <p className={styles.quiet}>{peopleOrNobody(row.reached)} came this far</p>;
  }
  const words = sayRate(row.rate, row.tooFew);
  return (
    <>
      <p className={styles.rate}>
        {words.interval === null ? <b data-quiet>{words.value}</b> : <b>{words.value}</b>}
        {words.interval !== null && <span>{words.interval}</span>}
      </p>
      {words.interval !== null && (
        <span className={styles.bar} aria-hidden="true">
          <i style={{ inlineSize: `${(row.rate.value ?? 0) * 100}%` }} data-stage={row.measured.to} />
        </span>
      )}
      {row.reached !== null && row.lost !== null && (
        <p className={styles.quiet}>
          <b>{row.lost === 0 ? 'nobody' : formatCount(row.lost)}</b> of {peopleOf(row.reached)} lost
        </p>
      )}
      {row.spans && (
        <p className={styles.quiet}>
          counted from <bdi>{stageLabel(plan, row.measured.from)}</bdi> to{' '}
          <bdi>{stageLabel(plan, row.measured.to)}</bdi>
        </p>
      )}
    </>
  );
}

/** What the reference would bring: once for each measured transition, however many gaps it has. */
function Worth({ row }: { readonly row: TransitionRow }) {
  const { plan } = useToolsScreen();
  const { worth } = row;
  if (!row.tells || worth === null || worth.from === null || worth.from === worth.to) {
    return <div className={styles.worth} data-empty />;
  }
  if (worth.worth === null || worth.reference === null) {
    return (
      <div className={styles.worth}>
        <b data-quiet>cannot tell</b>
        <span>{row.tooFew ? 'too few people' : 'no quarter with 30 people to set as a mark'}</span>
      </div>
    );
  }
  const nothing = worth.worth.high < 0.5;
  return (
    <div className={styles.worth}>
      {nothing ? (
        <b data-quiet>nothing more</b>
      ) : (
        <>
          <b>{sayRange(worth.worth, worth.value)}</b>
          <span>
            <bdi>{sayWorthUnit(worth.worth, worth.value, worth.to, plan)}</bdi>{' '}
            {worth.value.from === 'plan' && sayValue(worth.value)}
          </span>
        </>
      )}
      <small>{sayReference(worth.reference)}</small>
    </div>
  );
}

const SHOWN = 5;

/** Tools of this transition that answer none of its needs. */
function Others({ row }: { readonly row: TransitionRow }) {
  const [all, setAll] = useState(false);
  const shown = all ? row.others : row.others.slice(0, SHOWN);
  const more = row.others.length - shown.length;
  return (
    <li className={styles.need} data-tone="open">
      <p className={styles.asks}>Also here. Open one to say what it answers.</p>
      {shown.map((tool) => (
        <ToolLine key={tool.id} tool={tool} evidence={row.others.length <= 2} />
      ))}
      {more > 0 && (
        <Button variant="quiet" size="small" className={styles.more} onClick={() => setAll(true)}>
          {`and ${formatCount(more)} more`}
        </Button>
      )}
    </li>
  );
}

function NoNeeds() {
  return (
    <li className={styles.need} data-tone="open">
      <p className={styles.quiet}>No need is listed here. Add one under “What people need”.</p>
    </li>
  );
}
