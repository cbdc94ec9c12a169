import { comparePeriods } from '../insights/comparison.ts';
import { wilson } from '../insights/rate.ts';
import { HandrailError } from '../journey/errors.ts';
import type { Ask } from './ask.ts';
import type { ReportedFindings } from './report-findings.ts';

/**
 * Two periods side by side as the report prints them. Throws a `usage` error where the data has no days left to set
 * beside those that were named. Where too many people are in both periods there is no verdict, but `cannot-compare`.
 */
export function comparisonFigures({ asked, answers }: ReportedFindings, ask: Ask) {
  const { periods, funnel } = asked;
  if (periods === null) {
    throw new HandrailError('usage', {
      problem: 'there are no whole days to set beside those of --compare: name some with --entered FROM..TO',
    });
  }
  const { breakdown: _, ...scope } = funnel;
  const comparison =
    answers.comparison ?? ask({ ...scope, kind: 'comparison', a: periods.now.us, b: periods.before.us });
  const judged = comparePeriods(comparison);
  return {
    now: { ...periods.now.range, people: comparison.a.reached },
    before: { ...periods.before.range, people: comparison.b.reached },
    transitions: comparison.transitions.map(({ from, to, inBoth, a, b }, index) => {
      const compared = judged[index] ?? null;
      const difference = compared?.difference ?? null;
      return {
        from,
        to,
        now: wilson(a.converted, a.reached),
        before: wilson(b.converted, b.reached),
        inBoth,
        verdict: compared?.verdict ?? 'cannot-compare',
        difference: difference === null ? null : { ...difference, level: compared?.level ?? null },
      };
    }),
  };
}
