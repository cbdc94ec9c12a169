import { runToEnd } from '../engine/run.ts';
import { judgeCapabilities } from '../insights/tool-gaps.ts';
import { judgeTools } from '../insights/tool-judgement.ts';
import { railOf, railOfNames } from '../insights/tool-rail.ts';
import { capabilitiesOf } from '../journey/capabilities.ts';
import { likelyTemplate } from '../journey/templates/likely-template.ts';
import { compileActionTrend } from '../questions/action-trend.ts';
import { pageContents } from './page/page-contents.ts';
import { renderPage } from './page/render-page.tsx';
import type { ReportContents } from './report-formats.ts';

/** The summary as one HTML file, from the components of the screen. */
export function reportPage(report: ReportContents): string {
  const { plan, profile, columns, view, query, answer } = report;
  const { ranked, asked, answers } = report.findings();
  const names = profile.eventNames.map(({ name }) => name);
  const guessed = plan.template === undefined ? likelyTemplate(names) : null;
  const needs = capabilitiesOf(plan, guessed?.id ?? null);
  const listed = (plan.tools ?? []).length > 0 && query.order !== 'any';
  const landscape =
    listed && asked.evidence !== null && answers.evidence !== null
      ? judgeCapabilities(
          plan,
          needs,
          judgeTools(asked.evidence, answers.evidence, plan.lowReach),
          asked.evidence,
          answers.evidence,
          answer,
        )
      : null;
  const trend = compileActionTrend(plan, profile, view);
  const contents = pageContents({
    plan,
    profile,
    question: query,
    answer,
    ranked,
    landscape,
    rail: query.order === 'any' ? null : landscape === null ? railOfNames(needs, names) : railOf(landscape),
    trend: trend && { ...trend, answer: runToEnd(columns, trend.query) },
    madeUs: report.nowUs,
  });
  return renderPage({ contents, plan, definitions: true }, report.css());
}
