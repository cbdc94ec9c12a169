import { comparePeriods } from '../insights/comparison.ts';
import { wilson } from '../insights/rate.ts';
import type { ReportedFindings } from './report-findings.ts';

/** Two periods side by side as the report prints them; `null` where there are no two to compare. */
export function comparisonFigures({ asked, answers }: ReportedFindings) {
  const { periods } = asked;
  const { comparison } = answers;
  if (periods === null || comparison === null) return null;
  const judged = comparePeriods(comparison);
  return {
    now: { ...periods.now.range, people: comparison.a.reached },
    before: { ...periods.before.range, people: comparison.b.reached },
    transitions: comparison.transitions.map(({ from, to, inBoth, a, b }, index) => {
      const { verdict, difference, level } = judged[index]!;
      return {
        from,
        to,
        now: wilson(a.converted, a.reached),
        before: wilson(b.converted, b.reached),
        inBoth,
        verdict,
        difference: difference === null ? null : { ...difference, level },
      };
    }),
  };
}
