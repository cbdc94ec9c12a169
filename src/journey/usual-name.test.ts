import { describe, expect, it } from 'vitest';
import type { PlanSource } from './plan.ts';
import { isNamedByFiles, nameOfFiles } from './usual-name.ts';

const list = (files: string): PlanSource => ({ files, shape: 'list', person: 'mail', event: 'newsletter' });
const table: PlanSource = { files: '', shape: 'clickhouse', person: 'who', table: 'shop.events' };

describe('a name made of files', () => {
  it('is the file’s own, or what all begin with', () => {
    expect(nameOfFiles(['page_visits.csv.gz'])).toBe('Page visits');
    expect(nameOfFiles(['olist_leads.csv', 'olist_deals.csv'])).toBe('Olist');
    expect(nameOfFiles(['newsletter.csv', 'petition.csv'])).toBe('Our organisation');
    expect(nameOfFiles([])).toBe('Our organisation');
  });

  it('is told from one that somebody gave', () => {
    const sources = [list('page_visits*.csv')];
    expect(isNamedByFiles({ name: 'Page visits', sources })).toBe(true);
    expect(isNamedByFiles({ name: 'River Trust', sources })).toBe(false);
    expect(isNamedByFiles({ name: 'Our organisation', sources })).toBe(true);
    expect(isNamedByFiles({ name: 'shop.events', sources: [table] })).toBe(true);
    expect(isNamedByFiles({ name: 'Shop', sources: [{ ...table, table: ['shop.events', 'shop.old'] }] })).toBe(false);
    expect(isNamedByFiles({ sources })).toBe(false);
  });
});
