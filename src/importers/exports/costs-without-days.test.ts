import { describe, expect, it } from 'vitest';
import { isCode } from '../../journey/errors.ts';
import { bytesSource } from '../byte-source.ts';
import { sniffFile } from '../sniff.ts';
import { NOW_US } from '../test-import.ts';

async function product(...lines: readonly string[]): Promise<string> {
  const file = bytesSource(new TextEncoder().encode(`${lines.join('\n')}\n`), 'ads.csv');
  try {
    const { source, known } = await sniffFile(file, { timeZone: 'UTC', nowUs: NOW_US });
    return `${known?.id ?? 'guessed'} ${source.shape} ${source.time}`;
  } catch (error) {
    return isCode(error, 'costs-without-days') ? `refused ${error.details.product}` : String(error);
  }
}

describe('a report of costs', () => {
  it('of Google Ads without a day is refused, in every language and with totals', async () => {
    const rows = ['River brand,EUR,"1,234.56","10,000",210', 'Boats,EUR,5.00,100,2', 'Total: Campaigns,EUR,1,2,3'];
    expect(await product('Campaign report', 'All time', 'Campaign,Currency code,Cost,Impr.,Clicks', ...rows)).toBe(
      'refused Google Ads',
    );
    const german = ['Fluss;EUR;1.234,56;10.000;210', 'Boote;EUR;5,00;100;2'];
    expect(await product('Kampagne;Währungscode;Kosten;Impr.;Klicks', ...german)).toBe('refused Google Ads');
  });

  it('of Google Ads by day, or with a date of its own, is read', async () => {
    expect(await product('Campaign,Day,Cost,Clicks', 'a,2026-01-01,5.00,1', 'b,2026-01-02,6.00,2')).toBe(
      'google-ads-costs costs Day',
    );
    expect(await product('date,campaign,cost,clicks', '2026-01-01,a,5.00,1', '2026-01-02,b,6.00,2')).toBe(
      'guessed costs date',
    );
  });

  it('of Meta for a whole month is refused, one row to a day is read', async () => {
    const header = 'Campaign name,Amount spent (USD),Reporting starts,Reporting ends';
    expect(await product(header, 'a,5.00,2026-01-01,2026-01-31', 'b,6.00,2026-01-01,2026-01-31')).toBe('refused Meta');
    expect(await product(header, 'a,5.00,2026-01-01,2026-01-01', 'a,6.00,2026-01-02,2026-01-02')).toBe(
      'meta-ads-costs costs Reporting starts',
    );
    expect(await product('Campaign name,Amount spent (USD)', 'a,5.00', 'b,6.00')).toBe('refused Meta');
  });
});
