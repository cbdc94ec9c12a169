import type { Finding } from '../../journey/findings.ts';
import type { RankedFinding } from '../../journey/ranked-finding.ts';

/** What is ranked before any comparison of groups. */
const BEFORE_GROUPS: readonly Finding['code'][] = ['growth', 'change-point', 'gap-worth', 'leak-worth'];

/**
 * Of findings without those about groups, which take longest to count: the first ones, which no finding about groups can
 * move from their places.
 */
export function settledFindings(ranked: readonly RankedFinding[]): readonly RankedFinding[] {
  const last = ranked.findLastIndex(({ finding }) => BEFORE_GROUPS.includes(finding.code));
  return ranked.slice(0, last + 1);
}
