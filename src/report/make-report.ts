import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import { compileFunnel } from '../questions/compile.ts';
import type { Ask } from './ask.ts';
import type { ReportArguments } from './report-arguments.ts';
import type { ReportStreams } from './report-command.ts';
import { findFindings, type ReportedFindings } from './report-findings.ts';
import { REPORT_FORMATS } from './report-formats.ts';
import { type CheckedLimits, checkLimits } from './report-limits.ts';

export interface MadeReport {
  readonly text: string;
  readonly checked: CheckedLimits;
}

/** The report in the format that was asked for, and which of its limits hold; from files and from tables alike. */
export function makeReport(
  { format, limits, view }: Pick<ReportArguments, 'format' | 'limits' | 'view'>,
  plan: Plan,
  profile: DatasetProfile,
  ask: Ask,
  { nowUs, css }: Pick<ReportStreams, 'nowUs' | 'css'>,
): MadeReport {
  const query = compileFunnel(plan, profile, view);
  const answer = ask(query);
  let found: ReportedFindings | null = null;
  const findings = (): ReportedFindings => {
    found ??= findFindings(plan, profile, ask, view);
    return found;
  };
  const text = REPORT_FORMATS[format]({ plan, profile, ask, view, query, answer, findings, nowUs, css });
  return { text, checked: checkLimits(limits, answer, plan) };
}
