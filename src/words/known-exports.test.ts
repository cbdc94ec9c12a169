import { describe, expect, it } from 'vitest';
import { KNOWN_EXPORT_IDS } from '../journey/known-export.ts';
import { nameOfExport, sayReading } from './known-exports.ts';

describe('what a known export is called', () => {
  it('has an article and a name, each its own', () => {
    const names = KNOWN_EXPORT_IDS.map(nameOfExport);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^an? [A-Z\w]/u);
  });
});

describe('what reading a file does', () => {
  it('names the events of date columns, and every key of a person', () => {
    expect(
      sayReading({
        files: 'a.csv',
        shape: 'dates',
        person: 'Record ID',
        aliases: ['Email'],
        dates: { 'Became a Lead Date': 'Lead', Closed: { event: 'Won', where: { Stage: ['Closed Won'] } } },
      }).map((text) => text.replace(/\u00a0/gu, ' ')),
    ).toEqual([
      'Each of 2 date columns gives an event: Lead and Won.',
      '“Record ID” says who; “Email” names the same people.',
    ]);
  });

  it('says what happens to refunds, repeated events and times without a zone', () => {
    expect(
      sayReading({
        files: 'a.csv',
        shape: 'list',
        event: 'payment',
        person: 'Customer Email',
        time: 'Created',
        value: 'Amount',
        refunded: 'Amount Refunded',
        eventId: 'id',
        timeZone: 'UTC',
      }),
    ).toEqual([
      'Every row is a “payment”, at the time in “Created” and with the value in “Amount”.',
      '“Customer Email” says who.',
      'Rows with the same “id” count once.',
      'What was paid back, “Amount Refunded”, is taken off.',
      'Times without a zone are taken as UTC.',
    ]);
  });

  it('says that costs make no events', () => {
    const costs = { files: 'a.csv', shape: 'costs', person: '', time: 'Day', value: 'Cost' } as const;
    expect(sayReading({ ...costs, currency: 'USD', channel: 'Meta' })).toEqual([
      'What was spent on Meta is kept day by day from “Cost”, in USD. It makes no events.',
    ]);
  });
});
