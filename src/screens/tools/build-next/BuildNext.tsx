import { useContext, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { TakenFrom } from '../../../ui/TakeAway.tsx';
import { Term } from '../../../ui/Term.tsx';
import {
  gapsAsText,
  gapsTable,
  sayDue,
  sayGapWorth,
  sayNotApart,
  sayRanking,
  sayToldAt,
} from '../../../words/build-next.ts';
import { toCsv } from '../../../words/csv.ts';
import { formatCount } from '../../../words/numbers.ts';
import { sayStateShort, saysMore, sayToolState, sayTransition } from '../../../words/tools.ts';
import { sayLost } from '../../../words/worth.ts';
import { spannedStages } from '../landscape.ts';
import { useToolsScreen } from '../tools-context.ts';
import { ActionList } from './ActionList.tsx';
import styles from './BuildNext.module.css';
import { type GapItem, gapItems } from './gap-items.ts';

/** So many gaps are shown at first: nobody builds more at once. */
const FIRST = 5;

/** The gaps in the order in which to close them, with what that is worth, to be taken away and shared out. */
export function BuildNext() {
  const { plan, judged } = useToolsScreen();
  const [all, setAll] = useState(false);
  const [planning, setPlanning] = useState(false);
  const [said, say] = useState('');
  const takenFrom = useContext(TakenFrom);
  const items = gapItems(judged.landscape.gaps, plan);
  if (items.length === 0) return null;
  const shown = all ? items : items.slice(0, FIRST);
  const ranking = sayRanking(items.filter(({ toldAt }) => toldAt === null).map(({ worth }) => worth));
  const notApart = sayNotApart(spannedStages(judged), plan);
  const name = `${plan.name ?? 'Journey'}, where to build next`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(gapsAsText(items, plan, takenFrom()));
      say('Copied.');
    } catch {
      say('The browser did not allow it. The list as CSV holds the same.');
    }
  };
  const save = () => {
    const { header, rows } = gapsTable(items, plan);
    saveFile(`${name}.csv`, new Blob(['\ufeff', toCsv(header, rows)], { type: 'text/csv;charset=utf-8' }));
    say('Saved.');
  };
  return (
    <Card
      title="Where to build next"
      subtitle={notApart === null ? ranking : `${ranking} ${notApart}`}
      actions={
        <>
          <span role="status" className={styles.said}>
            {said}
          </span>
          <Button variant="quiet" size="small" onClick={() => void copy()}>
            Copy as text
          </Button>
          <Button variant="quiet" size="small" onClick={save}>
            Save as CSV
          </Button>
          <Button variant="secondary" size="small" onClick={() => setPlanning(true)}>
            Action list…
          </Button>
        </>
      }
    >
      <ol className={styles.list}>
        {shown.map((item, k) => (
          <Gap key={item.capability} item={item} rank={k + 1} />
        ))}
      </ol>
      {items.length > shown.length && (
        <Button variant="quiet" size="small" className={styles.more} onClick={() => setAll(true)}>
          {`Show all ${formatCount(items.length)} gaps`}
        </Button>
      )}
      {planning && <ActionList items={items} onClose={() => setPlanning(false)} />}
    </Card>
  );
}

function Gap({ item, rank }: { readonly item: GapItem; readonly rank: number }) {
  const { plan, openTool } = useToolsScreen();
  const best = item.gap.tools.find((tool) => tool.state === item.gap.state && tool.tool !== null);
  const lost = item.worth?.peopleLost ?? null;
  const from = item.worth?.from ?? null;
  return (
    <li className={styles.gap}>
      <span className={styles.rank} aria-hidden="true">
        {rank}
      </span>
      <div className={styles.what}>
        <p className={styles.where}>{sayTransition(item.transition, plan)}</p>
        <h3 className={styles.asks}>
          <bdi>{item.asks}</bdi>
        </h3>
        <p className={styles.state}>
          {best && (
            <>
              <button type="button" className={styles.tool} onClick={() => openTool(best.id)}>
                <bdi>{best.name}</bdi>
              </button>
              :{' '}
            </>
          )}
          <b>{sayStateShort(item.evidence)}</b>
        </p>
        {saysMore(item.evidence) && !item.isSaid && <p>{sayToolState(item.evidence, plan)}</p>}
        {item.answers !== '' && (
          <p className={styles.quiet}>
            What answers it: <bdi>{item.answers}</bdi>
          </p>
        )}
        {(item.owner !== '' || item.due !== '') && (
          <p className={styles.quiet}>
            {item.owner !== '' && <bdi>{item.owner}</bdi>}
            {item.owner !== '' && item.due !== '' && ', '}
            {item.due !== '' && `by ${sayDue(item.due)}`}
          </p>
        )}
      </div>
      {item.toldAt === null ? (
        <div className={styles.worth}>
          <Worth item={item} />
          {lost !== null && from !== null && <p>{sayLost(lost, from, plan)}</p>}
        </div>
      ) : (
        <p className={styles.worth}>{sayToldAt(item.toldAt)}</p>
      )}
    </li>
  );
}

function Worth({ item }: { readonly item: GapItem }) {
  const { plan } = useToolsScreen();
  const { amount, why } = sayGapWorth(item.worth, plan);
  if (amount === null) return <p>{why}</p>;
  return (
    <>
      <p className={styles.amount}>
        <Term of="worth">
          <bdi>{amount}</bdi>
        </Term>
      </p>
      <p>{why}</p>
    </>
  );
}
