import { Button } from '../../ui/Button.tsx';
import { sayToolsHeadline } from '../../words/tools-headline.ts';
import { sayRange, sayReference, sayValue, sayWorthUnit } from '../../words/worth.ts';
import { firstGap, headlineOf } from './landscape.ts';
import styles from './ToolsView.module.css';
import { useToolsScreen } from './tools-context.ts';

/** Who is lost where for want of what, and what it would be worth. */
export function ToolsHeadline() {
  const { plan, judged, listTool } = useToolsScreen();
  const headline = headlineOf(judged, plan);
  const words = sayToolsHeadline(headline, plan);
  const worth = firstGap(judged)?.worth ?? null;
  const noInventory = headline.code === 'no-inventory';
  return (
    <header className={styles.headline}>
      <p className={styles.eyebrow}>
        <bdi>{plan.name ?? 'Your journey'}</bdi>
      </p>
      <h1>
        {words.people} {noInventory ? words.gap : <em>{words.gap}</em>}
      </h1>
      {!noInventory && headline.code === 'gap' && worth?.worth && worth.reference && worth.worth.high >= 0.5 && (
        <p className={styles.support}>
          {`${sayReference(worth.reference).replace(/^i/, 'I')}, that would be `}
          <b>{sayRange(worth.worth, worth.value)}</b> <bdi>{sayWorthUnit(worth.value, worth.to, plan)}</bdi>
          {worth.value.from === 'plan' && `, ${sayValue(worth.value)}`}.
        </p>
      )}
      {noInventory && (
        <>
          <p className={styles.support}>
            Nothing is listed yet. Below stands what people usually ask at each step; say what you have for it, and this
            page tells which of it holds, which went quiet, and what to build next.
          </p>
          <div className={styles.buttons}>
            <Button variant="primary" onClick={() => listTool({})}>
              List your first tool
            </Button>
          </div>
        </>
      )}
    </header>
  );
}
