import { compileActionTrend } from '../questions/action-trend.ts';
import { judgePage } from './page/judge-page.ts';
import { pageContents } from './page/page-contents.ts';
import { renderPage } from './page/render-page.tsx';
import type { ReportContents } from './report-formats.ts';

/** The summary as one HTML file, from the components of the screen. */
export function reportPage(report: ReportContents): string {
  const { plan, profile, ask, view, query, answer } = report;
  const { asked, answers } = report.findings();
  const trend = compileActionTrend(plan, profile, view);
  const contents = pageContents(
    judgePage({
      plan,
      profile,
      question: query,
      answer,
      asked,
      answers,
      trend,
      trendAnswer: trend && ask(trend.query),
      madeUs: report.nowUs,
    }),
  );
  return renderPage({ contents, plan, definitions: true }, report.css());
}
