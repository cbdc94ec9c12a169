import { Button } from '../../ui/Button.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { stageLabel } from '../../words/stages.ts';
import { sayToolsHeadline } from '../../words/tools-headline.ts';
import { sayRange, sayReference, sayValue, sayWorthUnit } from '../../words/worth.ts';
import { AskedOfTable } from '../AskedOfTable.tsx';
import type { CountingProps } from '../Counting.tsx';
import { JourneyHead } from '../JourneyHead.tsx';
import { JourneyUndo } from '../JourneyUndo.tsx';
import { firstGap, headlineOf } from './landscape.ts';
import styles from './ToolsView.module.css';
import { useToolsScreen } from './tools-context.ts';

export interface ToolsHeadlineProps {
  readonly pending: boolean;
  readonly progress: CountingProps['progress'];
  readonly tookMs: number | null;
}

/** Who is lost where for want of what, and what it would be worth. */
export function ToolsHeadline({ pending, progress, tookMs }: ToolsHeadlineProps) {
  const { journey, plan, profile, judged, listTool } = useToolsScreen();
  const { question } = judged.answered;
  const labels = question.order === 'any' ? [] : question.steps.map((step) => stageLabel(plan, step.id));
  const headline = headlineOf(judged, plan);
  const words = sayToolsHeadline(headline, plan);
  const worth = firstGap(judged)?.worth ?? null;
  const noInventory = headline.code === 'no-inventory';
  return (
    <JourneyHead
      plan={plan}
      question={question}
      labels={labels}
      ofPerson={profile.properties.filter(({ of }) => of === 'person').map(({ name }) => name)}
      status={pending && <Spinner>Counting again…</Spinner>}
      answeredBy={<AskedOfTable profile={profile} tookMs={tookMs} progress={progress} />}
      undo={<JourneyUndo id={journey} />}
    >
      <h1 className={styles.title}>
        {words.people} {noInventory ? words.gap : <em>{words.gap}</em>}
      </h1>
      {!noInventory && headline.code === 'gap' && worth?.worth && worth.reference && worth.worth.high >= 0.5 && (
        <p className={styles.support}>
          {`${sayReference(worth.reference).replace(/^i/, 'I')}, that would be `}
          <b>{sayRange(worth.worth, worth.value)}</b>{' '}
          <bdi>{sayWorthUnit(worth.worth, worth.value, worth.to, plan)}</bdi>
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
    </JourneyHead>
  );
}
