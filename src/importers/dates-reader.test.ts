import { describe, expect, it } from 'vitest';
import type { PlanSource } from '../journey/plan.ts';
import { eventLines, importTexts } from './test-import.ts';

const crm: PlanSource = {
  files: '*.csv',
  shape: 'dates',
  person: 'id',
  dates: { 'Became a Lead Date': 'Lead', 'Became a Customer Date': 'Customer' },
  value: 'Revenue',
  properties: { channel: 'Source' },
};
const HEADER = 'id,Source,Became a Lead Date,Became a Customer Date,Revenue\n';

describe('a row per person with a date column per stage', () => {
  it('gives an event per date, each with the properties and the value of its row', async () => {
    const text = `${HEADER}ada,web,2026-01-02 10:00,2026-02-03 11:30,50\nbob,fair,2026-01-05 09:00,,\n`;
    const imported = await importTexts({ 'crm.csv': text }, [crm]);
    expect(eventLines(imported)).toEqual([
      'ada 2026-01-02T10:00:00.000Z Lead channel=web 50',
      'ada 2026-02-03T11:30:00.000Z Customer channel=web 50',
      'bob 2026-01-05T09:00:00.000Z Lead channel=fair',
    ]);
    expect(imported.profile.quality).toMatchObject({ rowsRead: 2, rowsAccepted: 2, rowsRejected: 0, rowsExcluded: 0 });
  });

  it('decides day and month by all date columns together', async () => {
    const text = `${HEADER}ada,web,03/04/2026,,\nbob,web,05/04/2026,28/04/2026,\n`;
    const imported = await importTexts({ 'crm.csv': text }, [crm]);
    expect(eventLines(imported)[0]).toBe('ada 2026-04-03T00:00:00.000Z Lead channel=web');
    expect(imported.profile.quality.parts[0]!.notes).toContainEqual({
      code: 'date-order',
      order: 'day-first',
      both: 2,
      only: 1,
    });
  });

  it('accounts for rows without a date, with bad ones and with future ones', async () => {
    const rows = [
      'ada,web,,,',
      'bob,web,soon,,',
      'cyd,web,2026-01-05,never,',
      'dan,web,2026-01-05,2031-01-01,',
      'eve,web,2031-01-01,,',
      ',web,2026-01-05,,',
    ];
    const imported = await importTexts({ 'crm.csv': `${HEADER}${rows.join('\n')}\n` }, [crm]);
    expect(eventLines(imported).map((line) => line.split(' ')[0])).toEqual(['cyd', 'dan']);
    const [part] = imported.profile.quality.parts;
    expect(part).toMatchObject({
      rowsRead: 6,
      rowsAccepted: 2,
      rejectedBy: { 'no-time': 1, 'bad-time': 1, 'no-person': 1 },
      excludedBy: [{ reason: 'in-the-future', detail: '', rows: 1 }],
    });
    expect(part!.cellProblems).toEqual([
      { column: 'Became a Customer Date', problem: 'bad-time', cells: 1, examples: [{ line: 4, value: 'never' }] },
      {
        column: 'Became a Customer Date',
        problem: 'in-the-future',
        cells: 1,
        examples: [{ line: 5, value: '2031-01-01' }],
      },
    ]);
  });

  it('finds future dates whose order showed only at the end', async () => {
    const rows = ['ada,web,03/04/2026,09/10/2026,', 'bob,web,09/10/2026,,', 'cyd,web,28/04/2026,,'];
    const imported = await importTexts({ 'crm.csv': `${HEADER}${rows.join('\n')}\n` }, [crm]);
    expect(eventLines(imported).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'ada 2026-04-03T00:00:00.000Z Lead',
      'cyd 2026-04-28T00:00:00.000Z Lead',
    ]);
    const [part] = imported.profile.quality.parts;
    expect(part).toMatchObject({ rowsRead: 3, rowsAccepted: 2, rowsExcluded: 1 });
    expect(part!.cellProblems).toEqual([
      { column: 'Became a Customer Date', problem: 'in-the-future', cells: 1, examples: [] },
    ]);
  });

  it('takes a date only in rows that meet its condition', async () => {
    const deals: PlanSource = {
      files: '*.csv',
      shape: 'dates',
      person: 'id',
      dates: { Created: 'Deal', Closed: { event: 'Won', where: { Stage: ['Closed Won'] } } },
    };
    const text =
      'id,Stage,Created,Closed\nada,Closed Won,2026-01-02,2026-03-04\nbob,Negotiation,2026-01-03,2026-05-01\n';
    expect(eventLines(await importTexts({ 'deals.csv': text }, [deals]))).toEqual([
      'ada 2026-01-02T00:00:00.000Z Deal',
      'ada 2026-03-04T00:00:00.000Z Won',
      'bob 2026-01-03T00:00:00.000Z Deal',
    ]);
  });
});

describe('what exports need of a log', () => {
  const log: PlanSource = { files: '*.csv', shape: 'events', person: 'user', time: 'time', event: 'event' };

  it('names the person by another key where its own column is blank, and joins both', async () => {
    const text = 'anonymous,user,time,event\nx1,,2026-01-01T00:00:00Z,visit\nx1,ada,2026-01-02T00:00:00Z,signup\n';
    const imported = await importTexts({ 'log.csv': text }, [{ ...log, aliases: ['anonymous'] }]);
    expect(imported.profile).toMatchObject({ personCount: 1, eventCount: 2 });
  });

  it('names the event by another column where its own is blank', async () => {
    const text = 'user,time,event,type\nada,2026-01-01T00:00:00Z,,page\nada,2026-01-02T00:00:00Z,signup,track\n';
    const imported = await importTexts({ 'log.csv': text }, [{ ...log, eventElse: 'type' }]);
    expect(imported.profile.eventNames.map(({ name }) => name)).toEqual(['page', 'signup']);
  });

  it('counts an event once by its id, and leaves events without one alone', async () => {
    const rows = [
      'a,ada,2026-01-01T00:00:00Z,visit',
      'a,ada,2026-01-01T00:00:00Z,visit',
      ',ada,2026-01-01T00:00:00Z,visit',
    ];
    const text = `id,user,time,event\n${[...rows, rows[2]].join('\n')}\n`;
    const imported = await importTexts({ 'log.csv': text }, [{ ...log, eventId: 'id' }]);
    expect(imported.profile.eventCount).toBe(3);
    expect(imported.profile.quality.parts[0]!.excludedBy).toEqual([{ reason: 'duplicate', detail: 'id', rows: 1 }]);
  });

  it('reads seconds of a place by its clock', async () => {
    const text = 'user,time,event\nada,1767225600,visit\n';
    const local: PlanSource = { ...log, epochs: 'local', timeZone: 'America/Los_Angeles' };
    expect(eventLines(await importTexts({ 'log.csv': text }, [local]))).toEqual(['ada 2026-01-01T08:00:00.000Z visit']);
  });

  it('takes refunds off, and keeps only rows with the wanted status, counted by what they had', async () => {
    const gifts: PlanSource = {
      files: '*.csv',
      shape: 'list',
      event: 'gift',
      person: 'user',
      time: 'time',
      value: 'amount',
      refunded: 'back',
      exclude: [{ property: 'status', notIn: ['Completed'] }],
    };
    const rows = [
      'ada,2026-01-01,20.10,20,Completed',
      'bob,2026-01-01,5,,Completed',
      'cyd,2026-01-01,7,,Failed',
      'dan,2026-01-01,7,,Pending',
    ];
    const imported = await importTexts({ 'gifts.csv': `user,time,amount,back,status\n${rows.join('\n')}\n` }, [gifts]);
    expect(eventLines(imported).map((line) => line.split(' ').pop())).toEqual(['0.1', '5']);
    expect(imported.profile.quality.parts[0]!.excludedBy).toEqual([
      { reason: 'rule', detail: 'status = Failed', rows: 1 },
      { reason: 'rule', detail: 'status = Pending', rows: 1 },
    ]);
  });
});
