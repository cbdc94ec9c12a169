import { HandrailError } from '../journey/errors.ts';
import { nearestName } from '../journey/nearest.ts';
import type { PlanRange, StepOrder } from '../journey/plan.ts';
import { STAGE_IDS } from '../journey/stages.ts';
import { parseDay } from '../journey/time-zone.ts';
import { parseWindow } from '../journey/window.ts';
import type { View, ViewAttribution } from '../questions/view.ts';
import { REPORT_FORMATS, type ReportFormat } from './report-formats.ts';
import type { RateLimit } from './report-limits.ts';

export const REPORT_HELP = `handrail report --plan plan.json [options] FILE…

Reads the files as the plan says and writes what they show.

  --plan FILE                           how the files are read and what is counted
  --format json|html|csv                all figures and findings (json, the default); the summary as a page that opens
                                        anywhere and prints (html); the table of stages (csv)
  --out FILE                            writes there instead of to standard output
  --rejects FILE                        writes the rows that could not be read, as CSV
  --fail-below STAGE=RATE               exits with 3 when the rate into the stage is surely lower; may be repeated
  --compare FROM..TO                    sets the period entered beside this one
  --breakdown PROPERTY[:first|last|all] people by the value of a property (default first)
  --entered FROM..TO                    only attempts that start within these days; either end may be left out
  --window W                            like 90m, 36h, 30d; none for no window
  --order ordered|strict|any
  --as-of DAY                           the day up to which the data is complete
  --clickhouse TABLE                    asks a table of the plan instead of reading files; HANDRAIL_CLICKHOUSE_URL, _USER
                                        and _PASSWORD say where and as whom

Examples

  handrail report --plan plan.json visits.csv gifts.csv
      everything about the journey as JSON, on standard output

  handrail report --plan plan.json --format csv --out stages.csv visits.csv gifts.csv
      the table of stages, for a spreadsheet

  handrail report --plan plan.json --format html --out summary.html visits.csv gifts.csv
      the summary as one file, to be opened, printed or sent on

  handrail report --plan plan.json --entered 2026-04-01..2026-06-30 --compare 2026-01-01..2026-03-31 visits.csv
      this quarter beside the one before

  handrail report --plan plan.json --clickhouse shop.events --format html --out summary.html
      the same of a ClickHouse table that the plan names

  handrail report --plan plan.json --fail-below interest=0.30 --fail-below action=5% --out report.json visits.csv
      for a nightly job: the report, and exit code 3 with a sentence on standard error when a rate is too low

Exit codes: 0, all is well; 2, wrong usage or bad input, said in one sentence; 3, a rate is surely below its limit: the
upper end of its 95 % interval is. With fewer than 30 people there is no verdict; that is said, and does not fail.

Keys that look like e-mail addresses or phone numbers are hashed with the bytes of the file that HANDRAIL_SALT_FILE
names; without it the salt is empty, which is enough here, where nothing is kept.
`;

export interface ReportArguments {
  readonly plan: string;
  readonly files: readonly string[];
  readonly format: ReportFormat;
  readonly out: string | null;
  readonly rejects: string | null;
  readonly limits: readonly RateLimit[];
  readonly view: View;
}

/** Reads the arguments of the report command; `null` asks for help. Throws `usage` errors. */
export function parseReportArguments(args: readonly string[]): ReportArguments | null {
  const files: string[] = [];
  const limits: RateLimit[] = [];
  let plan: string | null = null;
  let out: string | null = null;
  let rejects: string | null = null;
  let format: ReportFormat = 'json';
  let view: View = {};
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--help' || arg === '-h') return null;
    if (!arg.startsWith('-') || arg === '-') {
      files.push(arg);
      continue;
    }
    const equals = arg.indexOf('=');
    const name = equals < 0 ? arg : arg.slice(0, equals);
    if (!OPTIONS.includes(name)) throw usage(`There is no option ${name}${meant(name)}.`);
    const value = equals < 0 ? args[++i] : arg.slice(equals + 1);
    if (value === undefined || value === '') throw usage(`${name} needs a value.`);
    if (name === '--plan') plan = value;
    else if (name === '--out') out = value;
    else if (name === '--rejects') rejects = value;
    else if (name === '--format') format = formatOf(value);
    else if (name === '--fail-below') limits.push(limitOf(value));
    else view = { ...view, ...viewOption(name, value) };
  }
  if (plan === null) throw usage('Name the plan with --plan plan.json.');
  if (files.length === 0) throw usage('Name at least one file to read.');
  if (format === 'csv' && view.compare !== undefined) {
    throw usage('The table of stages has no place for --compare: leave it out, or choose --format json.');
  }
  return { plan, files, format, out, rejects, limits, view };
}

const OPTIONS: readonly string[] = [
  '--plan',
  '--format',
  '--out',
  '--rejects',
  '--fail-below',
  '--compare',
  '--breakdown',
  '--entered',
  '--window',
  '--order',
  '--as-of',
];

function viewOption(name: string, value: string): View {
  switch (name) {
    case '--breakdown':
      return { breakdown: breakdownOf(value) };
    case '--entered':
      return { entered: rangeOf(name, value) };
    case '--compare':
      return { compare: { kind: 'periods', with: wholeRange(name, value) } };
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

function meant(name: string): string {
  const nearest = nearestName(name, [...OPTIONS, '--help']);
  return nearest === null ? '' : `; did you mean ${nearest}?`;
}

function formatOf(value: string): ReportFormat {
  const known = Object.keys(REPORT_FORMATS) as ReportFormat[];
  const format = known.find((one) => one === value);
  if (format === undefined) throw usage(`--format is ${value}, but it must be ${known.join(' or ')}.`);
  return format;
}

/** `interest=0.30` or `interest=30%`. */
function limitOf(value: string): RateLimit {
  const match = /^([^=]+)=(\d+(?:\.\d+)?)(%?)$/u.exec(value);
  if (match === null) throw usage(`--fail-below is ${value}, but it must be like interest=0.30 or interest=30%.`);
  const [, name = '', digits = '', percent] = match;
  const stage = STAGE_IDS.find((id) => id === name);
  if (stage === undefined) {
    const nearest = nearestName(name, STAGE_IDS);
    const known = nearest === null ? `it must be one of ${STAGE_IDS.join(', ')}` : `did you mean ${nearest}?`;
    throw usage(`--fail-below names ${name}, which is no stage: ${known}.`);
  }
  const rate = Number(digits) / (percent === '%' ? 100 : 1);
  if (!(rate > 0 && rate <= 1)) {
    throw usage(`--fail-below is ${value}, but a rate lies between 0 and 1: write 30 % as 0.30 or 30%.`);
  }
  return { stage, rate };
}

function breakdownOf(value: string): NonNullable<View['breakdown']> {
  const match = /^(.+):(first|last|all)$/su.exec(value);
  if (match === null) return { property: value, attribution: 'first' };
  return { property: match[1]!, attribution: match[2] as ViewAttribution };
}

function rangeOf(option: string, value: string): PlanRange {
  const at = value.indexOf('..');
  if (at < 0) throw usage(`${option} is ${value}, but it must be like 2026-01-01..2026-06-30.`);
  const from = value.slice(0, at);
  const to = value.slice(at + 2);
  if (from !== '' && to !== '' && from > to) throw usage(`${option} is ${value}, which ends before it begins.`);
  return {
    ...(from === '' ? {} : { from: momentOf(option, from) }),
    ...(to === '' ? {} : { to: momentOf(option, to) }),
  };
}

function wholeRange(option: string, value: string): PlanRange {
  const range = rangeOf(option, value);
  const days = [range.from, range.to].map((end) => (end === undefined ? null : parseDay(end)));
  if (days.includes(null))
    throw usage(`${option} is ${value}, but it must have two days, like 2026-01-01..2026-06-30.`);
  return range;
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
