import { useState } from 'react';
import type { JudgedCapability } from '../../insights/tool-gaps.ts';
import { isShownBy } from '../../journey/templates/likely-template.ts';
import { Button } from '../../ui/Button.tsx';
import { formatCount, formatList, peopleOf, quote } from '../../words/numbers.ts';
import { STATE_WORDS, sayToolState } from '../../words/tools.ts';
import styles from './Matrix.module.css';
import { RailMark, TONES } from './RailMark.tsx';
import { ToolLine } from './ToolLine.tsx';
import { useToolsScreen } from './tools-context.ts';
import { fromUnlisted } from './unlisted.ts';

const SHOWN = 2;

export interface NeedCellProps {
  readonly need: JudgedCapability;
  /** Whether it says whom a missing tool fails, where one is missing. */
  readonly says: boolean;
}

/** One thing that people ask at a step, and what answers it. */
export function NeedCell({ need, says }: NeedCellProps) {
  const { plan } = useToolsScreen();
  const [all, setAll] = useState(false);
  const { capability } = need;
  // Where nothing is listed yet, nothing is known to be missing.
  const isKnown = (plan.tools ?? []).length > 0;
  const best = need.tools.toSorted((a, b) => Number(b.state === need.state) - Number(a.state === need.state));
  const shown = all ? best : best.slice(0, SHOWN);
  const more = best.length - shown.length;
  return (
    <li className={styles.need} data-tone={!isKnown ? 'open' : need.gap ? 'gap' : TONES[need.state]}>
      <p className={styles.asks}>
        <bdi>{capability.asks}</bdi>
      </p>
      {shown.map((tool, index) => (
        <ToolLine key={tool.id} tool={tool} evidence={index === 0 || best.length <= SHOWN} />
      ))}
      {more > 0 && (
        <Button variant="quiet" size="small" className={styles.more} onClick={() => setAll(true)}>
          {`and ${formatCount(more)} more`}
        </Button>
      )}
      {need.tools.length === 0 && <Missing need={need} says={says} />}
    </li>
  );
}

/** No tool: what could answer it, and what in the data looks as if it did. */
function Missing({ need, says }: NeedCellProps) {
  const { plan, judged, edit, listTool, openTool } = useToolsScreen();
  const { capability, evidence } = need;
  const likely = judged.answered.asked.unlisted.filter(({ name }) => isShownBy(capability.shows, name)).slice(0, 2);
  const anyListed = (plan.tools ?? []).length > 0;
  return (
    <>
      <div className={styles.toolLine}>
        <span className={styles.tool}>
          <RailMark state="missing" quiet={!anyListed} />
          <span className={anyListed ? styles.none : styles.unknown}>
            {anyListed ? STATE_WORDS.missing : 'nothing listed yet'}
          </span>
        </span>
      </div>
      {anyListed && says && <p className={styles.evidence}>{sayToolState(evidence, plan)}</p>}
      {capability.examples.length > 0 && (
        <p className={styles.evidence}>
          Could be: <bdi>{formatList(capability.examples)}</bdi>.
        </p>
      )}
      {likely.map((one) => (
        <p key={`${one.property} ${one.name}`} className={styles.likely}>
          In your data: <bdi>{quote(one.name)}</bdi>
          {one.property === null && `, ${peopleOf(one.seen.people)}`}.{' '}
          <button
            type="button"
            className={styles.inline}
            onClick={() => {
              const tool = fromUnlisted(one, plan, judged.capabilities, capability);
              edit(`Listing of ${quote(one.name)}`, tool.change);
              openTool(tool.id);
            }}
          >
            That is it: list it
          </button>
        </p>
      ))}
      <Button
        variant="quiet"
        size="small"
        className={styles.more}
        onClick={() => listTool({ transition: capability.transition, capability: capability.id })}
        aria-label={`We have something: list it, for: ${capability.asks}`}
      >
        We have something: list it
      </Button>
    </>
  );
}
