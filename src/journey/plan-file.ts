import * as v from 'valibot';
import { HandrailError } from './errors.ts';
import { jsonErrorPlace } from './json-place.ts';
import { nearestName } from './nearest.ts';
import type { Plan, PlanExclusion } from './plan.ts';
import { exclusion, PLAN_EXPECTED, planSchema } from './plan-schema.ts';
import { checkSources } from './plan-sources-check.ts';
import { checkTools } from './plan-tools-check.ts';
import { STAGE_IDS, type StageId } from './stages.ts';

/** The version that is written; older ones are migrated, newer ones refused. */
const PLAN_VERSION = 1;

/** A key that this version does not know: kept on save, and told to the user. */
export interface PlanWarning {
  /** Like `stages.awareness.enterr`. */
  readonly path: string;
  readonly nearest: string | null;
}

export interface ParsedPlan {
  readonly plan: Plan;
  readonly warnings: readonly PlanWarning[];
}

/**
 * Reads a plan file. `file` is its name, for the errors. Unknown keys come back as warnings and stay in the plan.
 * Throws a HandrailError: `plan-not-json`, `plan-newer-version`, `plan-missing-key` or `plan-wrong-value` with the path.
 */
export function parsePlan(content: string, file: string): ParsedPlan {
  return checkPlan(parseJson(content.replace(/^\uFEFF/, ''), file));
}

/** The same for a value that is already parsed JSON. */
export function checkPlan(value: unknown): ParsedPlan {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HandrailError('plan-wrong-value', { path: '', value: shortJson(value), expected: PLAN_EXPECTED });
  }
  const version = (value as { handrail?: unknown }).handrail;
  if (typeof version === 'number' && Number.isInteger(version) && version > PLAN_VERSION) {
    throw new HandrailError('plan-newer-version', { version: String(version) });
  }
  refuseReservedKeys(value, '');
  const result = v.safeParse(planSchema, value, { abortEarly: true });
  if (!result.success) throw issueError(result.issues[0]);
  const plan = result.output as Plan;
  checkSources(plan);
  checkExclusions(plan);
  checkTools(plan);
  return { plan, warnings: unknownKeys(planSchema, value, '') };
}

/** The plan as the text of a file: two spaces, known keys in their usual order, unknown ones kept after them. */
export function formatPlan(plan: Plan): string {
  const usual = Object.keys(planSchema.entries);
  const rank = (key: string): number => (usual.includes(key) ? usual.indexOf(key) : usual.length);
  const sources = plan.sources.map((source) =>
    Object.fromEntries(
      Object.entries(source).filter(([key, value]) => value !== '' || !['files', 'person'].includes(key)),
    ),
  );
  const entries = Object.entries({ ...plan, sources }).sort(([a], [b]) => rank(a) - rank(b));
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

/** Reads one exclusion from its JSON, as a link carries it; `null` when it is not one. */
export function parseExclusion(json: string): PlanExclusion | null {
  try {
    const result = v.safeParse(exclusion, JSON.parse(json));
    if (!result.success) return null;
    const { event, where: conditions, from, to } = result.output;
    return isForward({ from, to }) ? { event, ...(conditions ? { where: conditions } : {}), from, to } : null;
  } catch {
    return null;
  }
}

/** Keys that every object of the language has already: a checker would drop them in silence, and a number would change. */
const RESERVED = ['__proto__', 'constructor', 'prototype'];

function refuseReservedKeys(value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${key}]` : `${path === '' ? '' : `${path}.`}${key}`;
    if (RESERVED.includes(key)) {
      throw new HandrailError('plan-wrong-value', {
        path: at,
        value: shortJson(child),
        expected: 'under another name',
      });
    }
    refuseReservedKeys(child, at);
  }
}

function parseJson(content: string, file: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    const place = jsonErrorPlace(content) ?? { line: 1, column: 1 };
    throw new HandrailError('plan-not-json', { file, ...place }, { cause });
  }
}

function issueError(issue: v.BaseIssue<unknown>): HandrailError {
  const path = pathOf(issue);
  const expected = isSentence(issue.message) ? issue.message : (issue.expected ?? 'another value');
  if (issue.input === undefined) return new HandrailError('plan-missing-key', { path, expected });
  return new HandrailError('plan-wrong-value', { path, value: shortJson(issue.input), expected });
}

/** Valibot's own messages begin with "Invalid"; ours say what is expected. */
function isSentence(message: string): boolean {
  return !message.startsWith('Invalid');
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  let path = '';
  for (const { key } of issue.path ?? []) {
    path += typeof key === 'number' ? `[${key}]` : `${path === '' ? '' : '.'}${String(key)}`;
  }
  return path;
}

function shortJson(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 80 ? `${json.slice(0, 79)}…` : json;
}

function isForward({ from, to }: { readonly from: StageId; readonly to: StageId }): boolean {
  return STAGE_IDS.indexOf(from) < STAGE_IDS.indexOf(to);
}

function checkExclusions(plan: Plan): void {
  for (const [index, { from, to }] of (plan.exclusions ?? []).entries()) {
    if (isForward({ from, to })) continue;
    throw new HandrailError('plan-wrong-value', {
      path: `exclusions[${index}].to`,
      value: JSON.stringify(to),
      expected: `a stage after "${from}"`,
    });
  }
}

/** Walks value and schema side by side; only objects with fixed keys can hold an unknown one. */
function unknownKeys(schema: unknown, value: unknown, path: string): PlanWarning[] {
  const inner = unwrap(schema, value);
  if (Array.isArray(value)) {
    const item = (inner as { item?: unknown }).item;
    return item ? value.flatMap((entry, index) => unknownKeys(item, entry, `${path}[${index}]`)) : [];
  }
  const entries = (inner as { entries?: Readonly<Record<string, unknown>> }).entries;
  if (typeof value !== 'object' || value === null || !entries) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (Object.hasOwn(entries, key)) return unknownKeys(entries[key], child, at);
    return [{ path: at, nearest: nearestName(key, Object.keys(entries)) }];
  });
}

/** The schema below `optional`, `nullable` and `pipe`; of a union the branch that fits the value's type. */
function unwrap(schema: unknown, value: unknown): unknown {
  const { wrapped, pipe, options, type } = schema as {
    wrapped?: unknown;
    pipe?: readonly unknown[];
    options?: readonly unknown[];
    type?: string;
  };
  if (wrapped) return unwrap(wrapped, value);
  if (type === 'union' && options) {
    const isObject = typeof value === 'object';
    const branch = options.find((option) => ((option as { type?: string }).type === 'loose_object') === isObject);
    return branch ? unwrap(branch, value) : schema;
  }
  return pipe ? unwrap(pipe[0] === schema ? {} : pipe[0], value) : schema;
}
