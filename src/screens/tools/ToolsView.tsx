import type { ReactNode } from 'react';
import type { JudgedTool } from '../../insights/tool-judgement.ts';
import type { PlanTool } from '../../journey/tools.ts';
import type { RowsRead } from '../../state/rows-read.ts';
import { TakenFromQuestion } from '../TakenFromQuestion.tsx';
import { BuildNext } from './build-next/BuildNext.tsx';
import { Inventory } from './Inventory.tsx';
import { ListTool } from './ListTool.tsx';
import { Matrix } from './Matrix.tsx';
import { Needs } from './Needs.tsx';
import { ToolPanel } from './ToolPanel.tsx';
import { ToolsHeadline } from './ToolsHeadline.tsx';
import styles from './ToolsView.module.css';
import { type ToolsContext, ToolsProvider } from './tools-context.ts';
import { Unlisted } from './Unlisted.tsx';
import { useWayInUrl } from './use-way-in-url.ts';
import { WhatIf } from './what-if/WhatIf.tsx';

export interface ToolsViewProps {
  readonly context: ToolsContext;
  /** More about a tool in its panel, which takes a question of its own. */
  readonly more?: (tool: JudgedTool) => ReactNode;
  readonly pending: boolean;
  /** How far a table was read for the answer that is awaited. */
  readonly progress?: RowsRead | null;
  readonly tookMs?: number | null;
  /** The tool whose panel is open. */
  readonly openId: string | null;
  /** A tool that is being listed, with what is known of it. */
  readonly listing: Partial<PlanTool> | null;
  readonly onListed: () => void;
  /** The property whose values name tools. */
  readonly property: string;
  readonly onProperty: (property: string) => void;
}

/** What to build first and why, then everything that this rests on. */
export function ToolsView(props: ToolsViewProps) {
  const { context, more, pending, openId, listing, onListed, property, onProperty } = props;
  const isWay = useWayInUrl(
    openId,
    (context.plan.tools ?? []).map(({ id }) => id),
  );
  return (
    <ToolsProvider value={context}>
      <TakenFromQuestion plan={context.plan} profile={context.profile} question={context.judged.answered.question}>
        <article className={styles.tools} aria-busy={pending}>
          <ToolsHeadline pending={pending} progress={props.progress} tookMs={props.tookMs ?? null} />
          {(context.plan.tools ?? []).length > 0 && <BuildNext />}
          <Matrix />
          <WhatIf />
          <Unlisted property={property} onProperty={onProperty} />
          <Inventory />
          <Needs />
          {openId !== null && !isWay && <ToolPanel key={openId} id={openId} {...(more ? { more } : {})} />}
          {listing && <ListTool given={listing} onClose={onListed} />}
        </article>
      </TakenFromQuestion>
    </ToolsProvider>
  );
}
