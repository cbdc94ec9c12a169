import { HandrailError } from '../journey/errors.ts';
import type { PlanRange, StepOrder } from '../journey/plan.ts';
import { parseDay } from '../journey/time-zone.ts';
import { parseWindow } from '../journey/window.ts';
import type { View, ViewAttribution } from '../questions/view.ts';

export const REPORT_HELP = `handrail report --plan plan.json [options] FILE…

Prints the figures of the plan's funnel over the files as JSON.

  --plan FILE                           how the files are read and what is counted
  --format json                         the only format so far
  --out FILE                            writes there instead of to standard output
  --rejects FILE                        writes the rows that could not be read, as CSV
  --breakdown PROPERTY[:first|last|all] people by the value of a property (default first)
  --entered FROM..TO                    only attempts that start within these days; either end may be left out
  --window W                            like 90m, 36h, 30d; none for no window
  --order ordered|strict|any
  --as-of DAY                           the day up to which the data is complete

Keys that look like e-mail addresses or phone numbers are hashed with the bytes of the file that HANDRAIL_SALT_FILE
names; without it the salt is empty, which is enough here, where nothing is kept.
`;

export interface ReportArguments {
  readonly plan: string;
  readonly files: readonly string[];
  readonly out: string | null;
  readonly rejects: string | null;
  readonly view: View;
}

/** Reads the arguments of the report command; `null` asks for help. Throws `usage` errors. */
export function parseReportArguments(args: readonly string[]): ReportArguments | null {
  const files: string[] = [];
  let plan: string | null = null;
  let out: string | null = null;
  let rejects: string | null = null;
  let view: View = {};
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--help' || arg === '-h') return null;
    if (!arg.startsWith('--')) {
      files.push(arg);
      continue;
    }
    const equals = arg.indexOf('=');
    const name = equals < 0 ? arg : arg.slice(0, equals);
    const value = equals < 0 ? args[++i] : arg.slice(equals + 1);
    if (!OPTIONS.has(name)) throw usage(`There is no option ${name}.`);
    if (value === undefined || value === '') throw usage(`${name} needs a value.`);
    if (name === '--plan') plan = value;
    else if (name === '--out') out = value;
    else if (name === '--rejects') rejects = value;
    else if (name === '--format') checkFormat(value);
    else view = { ...view, ...viewOption(name, value) };
  }
  if (plan === null) throw usage('Name the plan with --plan plan.json.');
  if (files.length === 0) throw usage('Name at least one file to read.');
  return { plan, files, out, rejects, view };
}

const OPTIONS = new Set(
  ['plan', 'format', 'out', 'rejects', 'breakdown', 'entered', 'window', 'order', 'as-of'].map((name) => `--${name}`),
);

function viewOption(name: string, value: string): View {
  switch (name) {
    case '--breakdown':
      return { breakdown: breakdownOf(value) };
    case '--entered':
      return { entered: rangeOf(value) };
    case '--window':
      if (value === 'none' || value === 'null') return { window: null };
      if (parseWindow(value) === null) throw usage(`--window is ${value}, but it must be like 90m, 36h, 30d, or none.`);
      return { window: value };
    case '--order':
      return { order: orderOf(value) };
    default:
      return { asOf: momentOf('--as-of', value) };
  }
}

function checkFormat(value: string): void {
  if (value !== 'json') throw usage(`--format is ${value}, but only json is known.`);
}

function breakdownOf(value: string): NonNullable<View['breakdown']> {
  const match = /^(.+):(first|last|all)$/su.exec(value);
  if (match === null) return { property: value, attribution: 'first' };
  return { property: match[1]!, attribution: match[2] as ViewAttribution };
}

function rangeOf(value: string): PlanRange {
  const at = value.indexOf('..');
  if (at < 0) throw usage(`--entered is ${value}, but it must be like 2026-01-01..2026-06-30.`);
  const from = value.slice(0, at);
  const to = value.slice(at + 2);
  return {
    ...(from === '' ? {} : { from: momentOf('--entered', from) }),
    ...(to === '' ? {} : { to: momentOf('--entered', to) }),
  };
}

function momentOf(option: string, value: string): string {
  const isInstant = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/u.test(value) && !Number.isNaN(Date.parse(value));
  if (parseDay(value) === null && !isInstant) {
    throw usage(`${option} holds ${value}, which is neither a day like 2026-06-30 nor a time with its offset.`);
  }
  return value;
}

function orderOf(value: string): StepOrder {
  if (value === 'ordered' || value === 'strict' || value === 'any') return value;
  throw usage(`--order is ${value}, but it must be ordered, strict or any.`);
}

function usage(problem: string): HandrailError {
  return new HandrailError('usage', { problem });
}
