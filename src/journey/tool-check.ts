import * as v from 'valibot';
import { toolSchema } from './plan-tools-schema.ts';
import type { PlanTool } from './tools.ts';

/** What is wrong with a value given for a tool: the first key in question, and what it must be. */
export interface ToolProblem {
  readonly key: string;
  readonly expected: string;
}

/** A value as a tool, or what keeps it from being one. Looks at the tool alone: not whether its id or capability fits. */
export function checkTool(
  value: Readonly<Record<string, unknown>>,
): { readonly tool: PlanTool } | { readonly problem: ToolProblem } {
  const result = v.safeParse(toolSchema, value, { abortEarly: true });
  if (result.success) return { tool: result.output as PlanTool };
  const issue = result.issues[0];
  const expected = issue.message.startsWith('Invalid') ? (issue.expected ?? 'another value') : issue.message;
  return { problem: { key: String(issue.path?.[0]?.key ?? ''), expected } };
}
