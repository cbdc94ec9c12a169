import type { EventColumns } from '../../src/engine/columns.ts';
import { runToEnd } from '../../src/engine/run.ts';
import { type JudgedTool, judgeTools } from '../../src/insights/tool-judgement.ts';
import { TOOL_QUESTION } from './worlds.ts';

/** The one tool of a world, judged from its events as the product does, alone in its table. */
export function judgedTool(columns: EventColumns): JudgedTool {
  const [tool] = judgeTools(
    {
      query: TOOL_QUESTION,
      transitions: [{ from: 'motivation', to: 'action' }],
      tools: [
        {
          tool: { id: 'tool', name: 'Tool', transition: 'motivation>action', side: 'buyer', status: 'live' },
          transition: 0,
          asked: 0,
          visible: true,
        },
      ],
      unlisted: [],
    },
    runToEnd(columns, TOOL_QUESTION),
  );
  if (tool === undefined) throw new RangeError('no tool was judged');
  return tool;
}

/** Whether the tool is said to make a difference, to the better or to the worse. */
export function hasEffect({ effect }: JudgedTool): boolean {
  return effect !== null && (effect.low > 0 || effect.high < 0);
}
