import { createContext, useContext } from 'react';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import type { TemplateId } from '../../journey/templates/template.ts';
import type { PlanTool } from '../../journey/tools.ts';
import type { PlanChange } from '../../state/inventory-edits.ts';
import type { JudgedTools } from './landscape.ts';

/** What every part of the screen needs: the plan as it stands, what was judged, and what one can do. */
export interface ToolsContext {
  /** The stored journey's id. */
  readonly journey: string;
  readonly plan: Plan;
  readonly profile: DatasetProfile;
  /** The template of a plan that names none. */
  readonly guess: TemplateId;
  readonly judged: JudgedTools;
  readonly timeZone: string;
  /** Changes the plan; `what` names the change as a noun. */
  readonly edit: (what: string, change: PlanChange) => void;
  readonly openTool: (id: string | null) => void;
  /** Asks for a new tool, with what is known of it already. */
  readonly listTool: (given: Partial<PlanTool>) => void;
}

const Context = createContext<ToolsContext | null>(null);

export const ToolsProvider = Context.Provider;

export function useToolsScreen(): ToolsContext {
  const context = useContext(Context);
  if (context === null) throw new Error('outside of the tools screen');
  return context;
}
