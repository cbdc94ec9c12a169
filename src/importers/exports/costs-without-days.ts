import type { FileSample } from '../../journey/source-guess.ts';
import { ExportHeader } from './export-header.ts';
import { GOOGLE_CAMPAIGN, GOOGLE_COST, GOOGLE_DAY } from './google-ads-costs.ts';
import { META_DAY, META_SPENT, META_STARTS } from './meta-ads-costs.ts';

const CLICKS = ['Clicks', 'Klicks', 'Clics', 'Clic', 'Klikken', 'Cliques', 'Interactions', 'Interaktionen'];
const META_ENDS = [
  'Reporting ends',
  'Auswertungsende',
  'Berichtsende',
  'Fin des rapports',
  'Fin del informe',
  'Fine dei report',
];

/**
 * Whether a file is a report of costs with a row for the whole time of a campaign, so that no cost has a day, and whose it is.
 * Meta writes the same first day beside each row then, and another last one.
 */
export function costsWithoutDays(sample: FileSample): 'Google Ads' | 'Meta' | null {
  const file = new ExportHeader(sample);
  const isOfGoogle = [GOOGLE_COST, GOOGLE_CAMPAIGN, CLICKS].every((names) => file.one(...names) !== undefined);
  if (isOfGoogle && file.one(...GOOGLE_DAY) === undefined && !hasDates(sample)) return 'Google Ads';
  if (file.matching(META_SPENT).length === 0 || file.one(...META_DAY) !== undefined) return null;
  const starts = file.one(...META_STARTS);
  const ends = file.one(...META_ENDS);
  if (starts === undefined) return hasDates(sample) ? null : 'Meta';
  if (ends === undefined) return null;
  const last = file.cells(ends);
  return file.cells(starts).some((day, row) => day !== '' && last[row] !== '' && day !== last[row]) ? 'Meta' : null;
}

/** Whether some column holds dates, whatever it is called. */
function hasDates({ header, rows }: FileSample): boolean {
  return header.some((_, k) => rows.length > 0 && rows.every((row) => DATE.test(row[k] ?? '')));
}

const DATE = /^\s*(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})/u;
