import type { FunnelAnswer } from '../engine/answer.ts';
import type { FunnelQuery } from '../engine/query.ts';
import { judgeFunnel } from '../insights/funnel-judgement.ts';
import type { Plan } from '../journey/plan.ts';
import type { DatasetProfile } from '../journey/profile.ts';
import type { View } from '../questions/view.ts';
import { sayFindingOf } from '../words/findings.ts';
import { sayOrigin } from '../words/origin.ts';
import { sayPopulation } from '../words/population.ts';
import type { Ask } from './ask.ts';
import { findingWords } from './page/page-contents.ts';
import { comparisonFigures } from './report-comparison.ts';
import { reportFigures } from './report-figures.ts';
import { findingFigures, plain, type ReportedFindings } from './report-findings.ts';
import { reportPage } from './report-page.ts';
import { reportTools } from './report-tools.ts';
import { stageTable } from './stage-table.ts';

/** All that a report is made of. */
export interface ReportContents {
  readonly plan: Plan;
  readonly profile: DatasetProfile;
  readonly ask: Ask;
  readonly view: View;
  readonly query: FunnelQuery;
  readonly answer: FunnelAnswer;
  /** Asked for when a format wants them: they take a while. */
  readonly findings: () => ReportedFindings;
  /** When the report is made, microseconds since 1970 UTC. */
  readonly nowUs: number;
  /** The style of the page's components, as the build writes it. */
  readonly css: () => string;
}

/** How a report is written, by the name of its format. */
export const REPORT_FORMATS = {
  json: (contents: ReportContents): string => `${JSON.stringify(asJson(contents), null, 2)}\n`,
  html: reportPage,
  csv: ({ plan, answer }: ReportContents): string => stageTable(plan, answer),
} as const;

export type ReportFormat = keyof typeof REPORT_FORMATS;

function asJson({ plan, profile, ask, view, query, answer, findings }: ReportContents) {
  const found = findings();
  const { headline } = judgeFunnel(answer, query);
  return {
    population: plain(sayPopulation(query, 'en', findingWords({ plan, profile, question: query }))),
    data: plain(sayOrigin(profile)),
    ...reportFigures(plan, profile, query, answer),
    comparison: view.compare?.kind === 'periods' ? comparisonFigures(found, ask) : null,
    ...reportTools(plan, profile, ask, view, answer),
    headline: headline.map((finding) => plain(sayFindingOf(finding, plan, query))).join(' '),
    findings: findingFigures(found, plan, profile, view),
  };
}
