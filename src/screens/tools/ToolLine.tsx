import type { JudgedTool } from '../../insights/tool-judgement.ts';
import { sayStateShort, saysMore, sayToolState } from '../../words/tools.ts';
import styles from './Matrix.module.css';
import { RailMark, TONES } from './RailMark.tsx';
import { useToolsScreen } from './tools-context.ts';

export interface ToolLineProps {
  readonly tool: JudgedTool;
  /** Whether the figures stand below the name. */
  readonly evidence: boolean;
}

/** A tool with its state, which opens its panel. */
export function ToolLine({ tool, evidence }: ToolLineProps) {
  const { plan, openTool } = useToolsScreen();
  return (
    <div className={styles.toolLine}>
      <button type="button" className={styles.tool} onClick={() => openTool(tool.id)}>
        <RailMark state={tool.state} />
        <bdi>{tool.name}</bdi>
      </button>
      <p className={styles.state} data-tone={TONES[tool.state]}>
        {sayStateShort(tool.evidence)}
        {tool.side === 'seller' && <i>yours to do</i>}
      </p>
      {evidence && saysMore(tool.evidence) && <p className={styles.evidence}>{sayToolState(tool.evidence, plan)}</p>}
    </div>
  );
}
