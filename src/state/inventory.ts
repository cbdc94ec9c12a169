import { wordsOf } from '../journey/column-facts.ts';
import type { Plan } from '../journey/plan.ts';
import type { PlanTool } from '../journey/tools.ts';

/** An id made of a name that no tool has yet. */
export function freeToolId(name: string, tools: readonly Pick<PlanTool, 'id'>[]): string {
  const base = wordsOf(name).join('-') || 'tool';
  const taken = new Set(tools.map(({ id }) => id));
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  return id;
}

/** The plan with one more tool, after `after` or at the end; an id that is taken is made a free one. */
export function withTool(plan: Plan, tool: PlanTool, after?: string): Plan {
  const tools = plan.tools ?? [];
  const id = tools.some((one) => one.id === tool.id) ? freeToolId(tool.name, tools) : tool.id;
  const at = tools.findIndex((one) => one.id === after);
  return { ...plan, tools: tools.toSpliced(at < 0 ? tools.length : at + 1, 0, { ...tool, id }) };
}

/** What of a tool is given anew; `undefined` takes a key away. */
export type ToolChanges = { readonly [K in Exclude<keyof PlanTool, 'id'>]?: PlanTool[K] | undefined };

/** The plan with a tool changed. The id stays, whatever the name becomes: links to the tool hold. */
export function withToolChanged(plan: Plan, id: string, changes: ToolChanges): Plan {
  return { ...plan, tools: (plan.tools ?? []).map((tool) => (tool.id === id ? toolWith(tool, changes) : tool)) };
}

export function toolWith(tool: PlanTool, changes: ToolChanges): PlanTool {
  const merged = Object.entries({ ...tool, ...changes }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(merged) as unknown as PlanTool;
}

export function withoutTool(plan: Plan, id: string): Plan {
  return { ...plan, tools: (plan.tools ?? []).filter((tool) => tool.id !== id) };
}

/** How a list of tools changes the inventory: ids that are there already are changed, the others added. */
export interface InventoryUpdate {
  readonly added: readonly PlanTool[];
  readonly changed: readonly {
    readonly before: PlanTool;
    readonly after: PlanTool;
    readonly keys: readonly string[];
  }[];
  readonly same: number;
}

/**
 * What a list of tools would add to an inventory and change in it. Nothing is taken away: tools that the list does not
 * have stay, and of those it has everything but the keys in `says`, by default all. A tool is known by its id, else by
 * its name.
 */
export function inventoryUpdate(
  tools: readonly PlanTool[],
  given: readonly PlanTool[],
  says?: readonly (keyof PlanTool)[],
): InventoryUpdate {
  const added: PlanTool[] = [];
  const changed: InventoryUpdate['changed'][number][] = [];
  let same = 0;
  for (const one of given) {
    const before = tools.find(({ id }) => id === one.id) ?? tools.find(({ name }) => name === one.name);
    if (before === undefined) {
      added.push(one);
      continue;
    }
    const said = Object.entries(one).filter(([key]) => says === undefined || says.includes(key as keyof PlanTool));
    const after: PlanTool = { ...before, ...Object.fromEntries(said), id: before.id };
    const keys = (Object.keys(after) as (keyof PlanTool)[]).filter(
      (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
    );
    if (keys.length === 0) same += 1;
    else changed.push({ before, after, keys });
  }
  return { added, changed, same };
}

/** The plan with the update done. */
export function withUpdate(plan: Plan, { added, changed }: InventoryUpdate): Plan {
  const after = new Map(changed.map((change) => [change.before.id, change.after]));
  const kept = { ...plan, tools: (plan.tools ?? []).map((tool) => after.get(tool.id) ?? tool) };
  return added.reduce((next: Plan, tool) => withTool(next, tool), kept);
}
