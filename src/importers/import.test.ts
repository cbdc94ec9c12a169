import { describe, expect, it } from 'vitest';
import { HandrailError } from '../journey/errors.ts';
import type { PlanSource } from '../journey/plan.ts';
import { hex, sha256 } from './bytes/sha256.ts';
import { eventLines, importTexts, NOW_US, personKeys } from './test-import.ts';

const LOG: PlanSource = {
  files: 'log.csv',
  shape: 'events',
  person: 'who',
  time: 'when',
  event: 'what',
  value: 'amount',
  properties: { channel: 'via' },
};

async function failure(promise: Promise<unknown>): Promise<HandrailError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof HandrailError)) throw new Error(`expected a HandrailError, got ${String(error)}`);
  return error;
}

describe('an event log', () => {
  it('becomes columns by person, then time, then the order of rows', async () => {
    const log = [
      'what,when,who,via,amount',
      'cart,2026-01-02 10:00,b,mail,',
      'land,2026-01-01 9:00:00,b,,',
      'land,2026-01-03T00:00:00Z,a,ads,"1,250.50"',
      'first,2026-01-02 10:00,a,,3',
      'second,2026-01-02 10:00,a,,4',
    ].join('\n');
    const imported = await importTexts({ 'log.csv': log }, [LOG]);
    expect(eventLines(imported)).toEqual([
      'b 2026-01-01T09:00:00.000Z land',
      'b 2026-01-02T10:00:00.000Z cart channel=mail',
      'a 2026-01-02T10:00:00.000Z first 3',
      'a 2026-01-02T10:00:00.000Z second 4',
      'a 2026-01-03T00:00:00.000Z land channel=ads 1250.5',
    ]);
    const { profile } = imported;
    expect(profile.eventNames[0]).toMatchObject({ name: 'land', events: 2, people: 2 });
    expect(profile.properties).toEqual([
      {
        name: 'channel',
        of: 'event',
        distinct: 2,
        top: [
          { value: 'ads', count: 1 },
          { value: 'mail', count: 1 },
        ],
      },
    ]);
    expect(profile.sources[0]).toMatchObject({
      events: 5,
      dateOnly: false,
      eventNames: ['cart', 'land', 'first', 'second'],
    });
  });

  it('accounts for every row, with line, column and reason', async () => {
    const log = [
      'Report of the year,,,,',
      '',
      'what,when,who,via,amount',
      'land,2026-01-01 09:00,a,,',
      ',2026-01-01 09:00,a,,',
      'land,,a,,',
      'land,yesterday,a,,',
      'land,2026-01-01 09:00,,,',
      'land,2026-01-01 09:00,a,,not a number',
      'land,2026-01-01 09:00,a,x,1,surplus',
      'land,2027-01-01 09:00,a,,',
      'land,2026-01-01 09:00,a,test,',
      ',,,,',
      'what,when,who,via,amount',
      'land,2026-01-01 09:00',
      'Total,,,,8',
    ].join('\r\n');
    const source = { ...LOG, exclude: [{ property: 'channel', in: ['test'] }] };
    const { profile } = await importTexts({ 'log.csv': log }, [source]);
    const part = profile.quality.parts[0]!;
    expect(part).toMatchObject({
      rowsRead: 12,
      rowsAccepted: 2,
      rowsRejected: 6,
      rowsExcluded: 4,
      rejectedBy: {
        'no-event': 1,
        'no-time': 1,
        'bad-time': 1,
        'no-person': 1,
        'too-many-cells': 1,
        'too-few-cells': 1,
      },
    });
    expect(part.excludedBy).toEqual([
      { reason: 'in-the-future', detail: '', rows: 1 },
      { reason: 'rule', detail: 'channel = test', rows: 1 },
      { reason: 'repeated-header', detail: '', rows: 1 },
      { reason: 'total-row', detail: '', rows: 1 },
    ]);
    expect(part.rejects[2]).toEqual({
      line: 7,
      reason: 'bad-time',
      column: 'when',
      value: 'yesterday',
      text: 'land,yesterday,a,,',
    });
    expect(part.cellProblems).toEqual([
      { column: 'amount', problem: 'bad-number', cells: 1, examples: [{ line: 9, value: 'not a number' }] },
    ]);
    expect(part.notes).toContainEqual({ code: 'preamble', lines: 1 });
  });

  it('without a column for the event means one thing by every row', async () => {
    const source: PlanSource = { files: 'calls.csv', shape: 'events', person: 'who', time: 'when' };
    const imported = await importTexts({ 'calls.csv': 'who,when\na,2026-01-01\n' }, [source]);
    expect(eventLines(imported)).toEqual(['a 2026-01-01T00:00:00.000Z calls.csv']);
  });

  it('keeps names and values that look like parts of an object', async () => {
    const log = 'what,when,who,__proto__\n__proto__,2026-01-01,constructor,toString\n';
    const source: PlanSource = {
      files: 'log.csv',
      shape: 'events',
      person: 'who',
      time: 'when',
      event: 'what',
      properties: JSON.parse('{"__proto__":"__proto__"}') as Record<string, string>,
    };
    const imported = await importTexts({ 'log.csv': log }, [source]);
    expect(eventLines(imported)).toEqual(['constructor 2026-01-01T00:00:00.000Z __proto__ __proto__=toString']);
  });
});

describe('lists and people', () => {
  const people: PlanSource = {
    files: 'people.csv',
    shape: 'people',
    person: 'id',
    time: 'joined',
    properties: { device: 'device' },
  };

  it('join by key; an undated list takes the date of the person', async () => {
    const imported = await importTexts(
      {
        'search.csv': 'id\n2\n1\n9\n',
        'people.csv': 'id,joined,device\n1,2026-01-05,phone\n2,2026-01-06,desk\n3,2026-01-07,desk\n',
      },
      [{ files: 's*.csv', shape: 'list', person: 'id', event: 'search' }, people],
    );
    expect(eventLines(imported)).toEqual([
      '1 2026-01-05T00:00:00.000Z search device=phone',
      '2 2026-01-06T00:00:00.000Z search device=desk',
    ]);
    expect(personKeys(imported.columns)).toEqual(['1', '2', '3']);
    const { quality, sources } = imported.profile;
    expect(quality.parts[0]!.rejects).toEqual([
      { line: 4, reason: 'person-without-date', column: 'id', value: '9', text: '9' },
    ]);
    expect(quality.parts[0]!.notes).toContainEqual({ code: 'undated', rows: 2 });
    expect(sources.map((source) => source.dateOnly)).toEqual([true, true]);
    expect(quality.matches).toEqual([
      { file: 'search.csv', other: 'people.csv', people: 2, found: 2 },
      { file: 'people.csv', other: 'search.csv', people: 3, found: 2 },
    ]);
  });

  it('join by key; an undated list takes the dates that another list lends, of each person the first', async () => {
    const imported = await importTexts(
      { 'sellers.csv': 'seller\ns1\ns2\n', 'leads.csv': 'lead,day,seller\na,03/02/2026,s1\na,25/02/2026,s1\n' },
      [
        { files: 'sellers.csv', shape: 'list', person: 'seller', event: 'sells' },
        {
          files: 'leads.csv',
          shape: 'list',
          person: 'lead',
          time: 'day',
          aliases: ['seller'],
          event: 'lead',
          lendsDates: true,
        },
      ],
    );
    expect(eventLines(imported)).toEqual([
      'a 2026-02-03T00:00:00.000Z sells',
      'a 2026-02-03T00:00:00.000Z lead',
      'a 2026-02-25T00:00:00.000Z lead',
    ]);
    expect(imported.profile.quality).toMatchObject({ rowsRead: 4, rowsAccepted: 3, rowsRejected: 1 });
    expect(imported.profile.sources.map((source) => source.dateOnly)).toEqual([true, true]);
  });

  it('an alias makes one person of two keys, whichever list comes first', async () => {
    const imported = await importTexts(
      {
        'sellers.csv': 'seller,city\ns1,Bahia\ns7,Rio\n',
        'leads.csv': 'lead,day\nl1,2026-01-01\nl2,2026-01-02\n',
        'deals.csv': 'lead,seller,won\nl1,s1,2026-02-01\n',
      },
      [
        { files: 'sellers.csv', shape: 'list', person: 'seller', event: 'sells', properties: { city: 'city' } },
        { files: 'leads.csv', shape: 'people', person: 'lead', time: 'day' },
        { files: 'leads.csv', shape: 'list', person: 'lead', time: 'day', event: 'lead' },
        { files: 'deals.csv', shape: 'list', person: 'lead', aliases: ['seller'], time: 'won', event: 'won' },
      ],
    );
    expect(eventLines(imported)).toEqual([
      'l1 2026-01-01T00:00:00.000Z sells city=Bahia',
      'l1 2026-01-01T00:00:00.000Z lead',
      'l1 2026-02-01T00:00:00.000Z won',
      'l2 2026-01-02T00:00:00.000Z lead',
    ]);
    expect(imported.profile.quality.parts[0]!.rejectedBy).toEqual({ 'person-without-date': 1 });
  });

  it('several files of one source are one source', async () => {
    const { profile } = await importTexts(
      { 'gifts-2025.csv': 'id,day\n1,2025-12-01\n', 'gifts-2026.csv': 'id,day\n1,2026-01-01\n2,2026-01-02\n' },
      [{ files: 'gifts-*.csv', shape: 'list', person: 'id', time: 'day', event: 'gift', until: '2026-06-30' }],
    );
    expect(profile.sources).toHaveLength(1);
    expect(profile.sources[0]).toMatchObject({ events: 3, untilUs: Date.UTC(2026, 6, 1) * 1000 - 1 });
    expect(profile.sources[0]!.files.map((file) => file.name)).toEqual(['gifts-2025.csv', 'gifts-2026.csv']);
  });
});

describe('keys', () => {
  const list: PlanSource = { files: '*.csv', shape: 'list', person: 'mail', time: 'day', event: 'gift' };
  const text =
    'mail,day\n Ada@River.org ,2026-01-01\nada@river.org,2026-01-02\n+49 170 1234567,2026-01-01\nX-17,2026-01-01\nbob@river.org,never\n';

  it('that look like addresses are trimmed, lower-cased and hashed; others stay', async () => {
    const imported = await importTexts({ 'a.csv': text }, [list]);
    const hashed = (key: string): string =>
      hex(sha256(new TextEncoder().encode(`salt of a test${key}`)).subarray(0, 16));
    expect(personKeys(imported.columns)).toEqual([hashed('ada@river.org'), hashed('+49 170 1234567'), 'X-17']);
    expect(imported.columns.eventCount).toBe(4);
    expect(imported.profile.keys).toBe('hashed');
    expect(imported.profile.quality.parts[0]!.notes).toContainEqual({ code: 'keys-hashed', rows: 3 });
  });

  it('are masked in what is kept of a rejected row', async () => {
    const { profile } = await importTexts({ 'a.csv': text }, [list]);
    expect(profile.quality.parts[0]!.rejects[0]!.text).toBe('b••@river.org,never');
    expect(JSON.stringify(profile)).not.toContain('bob@');
  });

  it('are kept on purpose when the plan says so', async () => {
    const imported = await importTexts({ 'a.csv': text }, [list], { keys: 'kept' });
    expect(personKeys(imported.columns)).toEqual(['ada@river.org', '+49 170 1234567', 'X-17']);
    expect(imported.profile.keys).toBe('kept');
    expect(imported.profile.quality.parts[0]!.notes.map((note) => note.code)).not.toContain('keys-hashed');
  });
});

describe('times', () => {
  const list: PlanSource = { files: 'a.csv', shape: 'list', person: 'id', time: 'at', event: 'x' };
  const rows = (...times: string[]): string => `id;at\n${times.map((time, i) => `${i};${time}`).join('\n')}\n`;
  const instants = async (text: string, source: Partial<PlanSource> = {}, plan = {}): Promise<string[]> => {
    const { columns } = await importTexts({ 'a.csv': text }, [{ ...list, ...source }], plan);
    return [...columns.timeUs].map((us) => new Date(us / 1000).toISOString());
  };

  it('the order of day and month is decided by the whole column', async () => {
    expect(await instants(rows('03/02/2026', '28/02/2026', '4/2/2026 7:05 PM'))).toEqual([
      '2026-02-03T00:00:00.000Z',
      '2026-02-28T00:00:00.000Z',
      '2026-02-04T19:05:00.000Z',
    ]);
    expect(await instants(rows('03/02/2026 00:30 +01:00', '02/28/2026'))).toEqual([
      '2026-03-01T23:30:00.000Z',
      '2026-02-28T00:00:00.000Z',
    ]);
    expect(await instants(rows('03.02.2026', '04.02.2026'))).toEqual([
      '2026-02-03T00:00:00.000Z',
      '2026-02-04T00:00:00.000Z',
    ]);
  });

  it('an undecidable or contradictory order is asked for, and the plan can say it', async () => {
    const open = await failure(instants(rows('03/02/2026', '04/02/2026')));
    expect(open.code).toBe('needs-answer');
    expect(open.details).toMatchObject({ key: 'sources[0].dateOrder', evidence: 'a.csv, line 2: 03/02/2026' });
    const torn = await failure(instants(rows('13/02/2026', '02/13/2026')));
    expect(torn.details).toMatchObject({
      key: 'sources[0].dateOrder',
      evidence: 'a.csv, line 2: 13/02/2026 and a.csv, line 3: 02/13/2026',
    });
    expect(await instants(rows('03/02/2026'), { dateOrder: 'month-first' })).toEqual(['2026-03-02T00:00:00.000Z']);
  });

  it('a later event than now is left out even when its order showed late', async () => {
    const { profile } = await importTexts({ 'a.csv': rows('07/08/2026', '01/02/2026', '28/02/2026') }, [list]);
    expect(profile.quality).toMatchObject({ rowsRead: 3, rowsAccepted: 2, rowsExcluded: 1 });
    expect(profile).toMatchObject({ eventCount: 2, personCount: 2 });
  });

  it('a clock time without a zone is asked for; source goes before plan', async () => {
    const text = rows('2026-06-01 12:00');
    const asked = await failure(instants(text, {}, { timeZone: undefined }));
    expect(asked.details).toMatchObject({ key: 'timeZone', evidence: 'a.csv, line 2: 2026-06-01 12:00' });
    expect(await instants(text, {}, { timeZone: 'Europe/Berlin' })).toEqual(['2026-06-01T10:00:00.000Z']);
    expect(await instants(text, { timeZone: 'America/New_York' }, { timeZone: 'Europe/Berlin' })).toEqual([
      '2026-06-01T16:00:00.000Z',
    ]);
  });

  it('dates alone need no zone, dates beside instants do', async () => {
    expect(await instants(rows('2026-06-01'), {}, { timeZone: undefined })).toEqual(['2026-06-01T00:00:00.000Z']);
    const mixed = await failure(instants(rows('2026-06-01', '2026-06-01T10:00:00Z'), {}, { timeZone: undefined }));
    expect(mixed.details).toMatchObject({ key: 'timeZone' });
    expect(await instants(rows('2026-06-01'), {}, { timeZone: 'Europe/Berlin' })).toEqual(['2026-05-31T22:00:00.000Z']);
  });

  it('a skipped hour moves forward, a repeated one means the first, and both are counted', async () => {
    const text = rows('2026-03-29 02:30', '2025-10-26 02:30', '2026-03-29 01:30');
    const { columns, profile } = await importTexts({ 'a.csv': text }, [list], { timeZone: 'Europe/Berlin' });
    expect([...columns.timeUs].map((us) => new Date(us / 1000).toISOString())).toEqual([
      '2026-03-29T01:30:00.000Z',
      '2025-10-26T00:30:00.000Z',
      '2026-03-29T00:30:00.000Z',
    ]);
    expect(profile.quality.parts[0]!.notes).toEqual(
      expect.arrayContaining([
        { code: 'clock-gap', rows: 1 },
        { code: 'clock-overlap', rows: 1 },
      ]),
    );
  });
});

describe('the same file again', () => {
  const list: PlanSource = { files: '*.csv', shape: 'list', person: 'id', time: 'day', event: 'gift' };
  const text = 'id,day\n1,2026-01-01\n2,2026-01-02\n';

  it('in one import adds nothing', async () => {
    const { profile } = await importTexts({ 'a.csv': text, 'b.csv': text, 'c.csv': text.replace('2,', '3,') }, [list]);
    expect(profile.eventCount).toBe(4);
    expect(profile.quality.parts[1]).toMatchObject({
      rowsRead: 2,
      rowsExcluded: 2,
      excludedBy: [{ reason: 'already-here', detail: 'a.csv', rows: 2 }],
    });
  });

  it('in a later import is refused when nothing else is new', async () => {
    const { profile } = await importTexts({ 'a.csv': text }, [list]);
    const known = [{ digest: profile.sources[0]!.files[0]!.digest, dataset: 'Gifts' }];
    const error = await failure(importTexts({ 'again.csv': text }, [list], { options: { known } }));
    expect(error.code).toBe('already-imported');
    expect(error.details).toEqual({ file: 'again.csv', dataset: 'Gifts' });
    const longer = await importTexts({ 'a.csv': text, 'b.csv': `${text}3,2026-01-03\n` }, [list], {
      options: { known },
    });
    expect(longer.profile.eventCount).toBe(3);
  });
});

describe('files that do not fit the plan', () => {
  it('are named', async () => {
    const log = 'what,when,who,via\nland,2026-01-01,a,\n';
    expect((await failure(importTexts({ 'x.csv': log }, [LOG]))).details).toEqual({
      file: 'x.csv',
      patterns: ['log.csv'],
    });
    expect((await failure(importTexts({ 'log.csv': log }, [LOG, { ...LOG, files: 'b.csv' }]))).details).toEqual({
      path: 'sources[1].files',
      files: 'b.csv',
    });
    expect((await failure(importTexts({ 'log.csv': log }, [LOG]))).details).toEqual({
      file: 'log.csv',
      path: 'sources[0].value',
      column: 'amount',
      nearest: null,
    });
    const unread = await failure(importTexts({ 'log.csv': 'what,when,who,via,amount\nland,soon,a,,\n' }, [LOG]));
    expect(unread.code).toBe('no-rows-accepted');
    expect(unread.details).toMatchObject({ rows: 1, reason: 'bad-time', line: 2, value: 'soon' });
  });

  it('a clock after which events are in the future is a parameter', () => {
    expect(NOW_US).toBe(1_782_864_000_000_000);
  });
});
