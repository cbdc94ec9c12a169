import type { Capability } from '../../journey/capabilities.ts';
import { literalPattern } from '../../journey/name-pattern.ts';
import type { Plan, StageRule } from '../../journey/plan.ts';
import { isShownBy } from '../../journey/templates/likely-template.ts';
import type { PlanTool } from '../../journey/tools.ts';
import type { UnlistedTool } from '../../questions/tools.ts';
import { freeToolId, withTool } from '../../state/inventory.ts';
import type { PlanChange } from '../../state/inventory-edits.ts';

/** Something of the data as a tool of the inventory. */
export interface Listing {
  readonly id: string;
  readonly change: PlanChange;
}

/**
 * What is in the data and not in the inventory, as a tool. Where it belongs is a guess: the need that its name speaks for
 * (`need`, where somebody said so), else the way into Action, on which most tools are used.
 */
export function fromUnlisted(
  one: UnlistedTool,
  plan: Plan,
  capabilities: readonly Capability[],
  need?: Capability,
): Listing {
  const shown = need ?? guessedNeed(one.name, capabilities) ?? undefined;
  const id = freeToolId(one.name, plan.tools ?? []);
  const tool: PlanTool = {
    id,
    name: one.name,
    transition: shown?.transition ?? 'motivation>action',
    side: 'buyer',
    ...(shown === undefined ? {} : { capability: shown.id }),
    match: [ruleOf(one)],
    status: 'live',
  };
  return { id, change: (now) => withTool(now, tool) };
}

/** The need that a name speaks for, by the patterns that usually show it; `null` when it speaks for none. */
export function guessedNeed(name: string, capabilities: readonly Capability[]): Capability | null {
  return capabilities.find(({ shows }) => isShownBy(shows, name)) ?? null;
}

function ruleOf(one: UnlistedTool): StageRule {
  return one.property === null ? literalPattern(one.name) : { event: '*', where: { [one.property]: one.name } };
}
