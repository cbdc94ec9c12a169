import { expect, it } from 'vitest';
import type { Finding } from '../../journey/findings.ts';
import type { RankedFinding } from '../../journey/ranked-finding.ts';
import { settledFindings } from './settled-findings.ts';

const ranked = (...codes: readonly Finding['code'][]) =>
  codes.map((code, k) => ({ finding: { code }, rank: k + 1 })) as unknown as readonly RankedFinding[];
const codes = (of: readonly RankedFinding[]) => of.map(({ finding }) => finding.code);

it('shows before the groups are counted what no group can move', () => {
  expect(codes(settledFindings(ranked('rows-rejected', 'growth', 'leak-worth', 'blind-spot', 'rates-steady')))).toEqual(
    ['rows-rejected', 'growth', 'leak-worth'],
  );
});

it('shows nothing yet where groups may come first', () => {
  expect(settledFindings(ranked('blind-spot', 'rates-steady'))).toEqual([]);
  expect(settledFindings([])).toEqual([]);
});
