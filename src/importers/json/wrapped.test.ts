import { describe, expect, it } from 'vitest';
import { HandrailError } from '../../journey/errors.ts';
import type { PlanSource } from '../../journey/plan.ts';
import { bytesSource } from '../byte-source.ts';
import { sniffFile } from '../sniff.ts';
import { eventLines, importTexts, NOW_US } from '../test-import.ts';

const LOG: PlanSource = { files: '*', shape: 'events', person: 'who', time: 'at', event: 'what' };
const RECORDS = [
  { who: 'ada', at: '2026-01-01T10:00:00Z', what: 'visit' },
  { who: 'bob', at: '2026-01-02T10:00:00Z', what: 'gift', more: { tags: ['x'] } },
];
const LINES = ['ada 2026-01-01T10:00:00.000Z visit', 'bob 2026-01-02T10:00:00.000Z gift'];
const encoder = new TextEncoder();

function sniff(content: string, sheet?: string) {
  return sniffFile(bytesSource(encoder.encode(content), 'log.json', 100), { timeZone: 'UTC', nowUs: NOW_US, sheet });
}

async function refusal(content: string, source = LOG): Promise<string> {
  const error = await importTexts({ 'log.json': content }, [source]).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof HandrailError ? `${error.code} ${JSON.stringify(error.details)}` : String(error);
}

describe('a list of records within an object', () => {
  it.each<[path: string, document: unknown]>([
    ['data', { data: RECORDS }],
    ['results', { count: 2, next: null, results: RECORDS, previous: { page: [1, 2] } }],
    ['response.items', { status: 'ok', response: { total: 2, items: RECORDS, facets: [] }, took: 3.5 }],
    ['data.people.nodes', { data: { people: { nodes: RECORDS, pageInfo: { next: false } } } }],
    ['contacts', { page: [{ number: 1 }], contacts: RECORDS, errors: ['none', ['a', { b: 1 }]] }],
  ])('named %s is read, and said to be', async (path, document) => {
    for (const space of [0, 2]) {
      const text = JSON.stringify(document, null, space);
      const imported = await importTexts({ 'log.json': text }, [LOG]);
      expect(eventLines(imported)).toEqual(LINES);
      const [part] = imported.profile.quality.parts;
      expect(part?.place).toBe('record');
      expect(part?.notes.find(({ code }) => code === 'list')).toMatchObject({ list: path });
      const { sheet, sheets, header, rows } = await sniff(text);
      expect([sheet, sheets.includes(path), header.slice(0, 3), rows.length]).toEqual([
        path,
        true,
        ['who', 'at', 'what'],
        2,
      ]);
    }
  });

  it('can be chosen among several', async () => {
    const text = JSON.stringify({ included: [{ a: 1 }, { a: 2 }, { a: 3 }], data: RECORDS });
    expect(await sniff(text)).toMatchObject({ sheet: 'included', sheets: ['included', 'data'] });
    const { sheet, source, header } = await sniff(text, 'data');
    expect([sheet, source.sheet, header[0]]).toEqual(['data', 'data', 'who']);
    expect(eventLines(await importTexts({ 'log.json': text }, [{ ...LOG, sheet: 'data' }]))).toEqual(LINES);
    expect(await refusal(text, { ...LOG, sheet: 'date' })).toBe(
      'sheet-missing {"file":"log.json","sheet":"date","sheets":["included","data"],"nearest":"data"}',
    );
  });

  it('is streamed, with what lies behind it', async () => {
    const many = Array.from({ length: 6000 }, (_, i) => ({ ...RECORDS[i % 2], note: 'x'.repeat(80), id: i }));
    const behind = Array.from({ length: 6000 }, (_, i) => ({ id: i, text: 'a "quoted" ] } sign' }));
    const text = JSON.stringify({ meta: { n: 6000 }, data: many, included: behind, end: 'é' });
    expect(text.length).toBeGreaterThan(1_000_000);
    const { profile } = await importTexts({ 'log.json': text }, [LOG]);
    expect(profile.quality.rowsAccepted).toBe(6000);
    expect(profile.eventCount).toBe(6000);
    const { whole, sheet, rowsEstimated } = await sniff(text);
    expect([whole, sheet, rowsEstimated > 2000]).toEqual([false, 'data', true]);
  });

  it('is none where the object is a record of its own', async () => {
    const record = { ...RECORDS[0], items: [{ sku: 'a' }, { sku: 'b' }], params: [{ key: 'k', value: 'v' }] };
    const lines = `${JSON.stringify(record)}\n`;
    // A plan that names the object's own columns, several objects, and a file of lines.
    expect(eventLines(await importTexts({ 'log.json': lines }, [LOG]))).toEqual([LINES[0]]);
    expect((await sniff(lines.repeat(2))).header).toEqual(['who', 'at', 'what', 'items', 'params.k']);
    const named = bytesSource(encoder.encode(lines), 'log.ndjson');
    expect((await sniffFile(named, { timeZone: 'UTC', nowUs: NOW_US })).header[0]).toBe('who');
    // Pairs of key and value are one value.
    const { items: _, ...plain } = record;
    expect((await sniff(JSON.stringify(plain))).header).toEqual(['who', 'at', 'what', 'params.k']);
    // One object is one row.
    expect((await sniff(JSON.stringify(RECORDS[0]))).rows).toEqual([['ada', '2026-01-01T10:00:00Z', 'visit']]);
  });

  it('that is damaged is refused with its place', async () => {
    const good = JSON.stringify(RECORDS);
    expect(await refusal(`{"data":${good}`)).toMatch(/^json-(?:damaged|without)/);
    expect(await refusal(`{"data":${good},\n"x":}`)).toBe('json-damaged {"file":"log.json","line":2,"column":5}');
    const long = `{"data":[${`${JSON.stringify(RECORDS[0])},\n`.repeat(6000)}`;
    expect(await refusal(long)).toBe('json-damaged {"file":"log.json","line":6001,"column":1}');
    expect(await refusal(`${long}{}],"b":[1,}`)).toBe('json-damaged {"file":"log.json","line":6001,"column":12}');
    expect(await refusal(`${long}{}],"b":${'['.repeat(300)}`)).toMatch(/^json-damaged .*6001,"column":20/);
    expect(await refusal(`${long}{}]} x`)).toBe('json-damaged {"file":"log.json","line":6001,"column":6}');
  });

  it('is no object with a record under each key, which is refused', async () => {
    const keyed = JSON.stringify({ '-Na1': RECORDS[0], '-Nb2': RECORDS[1], '-Nc3': RECORDS[0] });
    expect(await refusal(keyed)).toBe('json-keyed {"file":"log.json","keys":["-Na1","-Nb2","-Nc3"]}');
    expect(await refusal(`{"users":${keyed}}`)).toMatch(/^json-keyed .*"users\.-Na1"/);
    const record = { user: { id: 'ada', plan: 'free' }, event: { what: 'visit' } };
    expect((await sniff(JSON.stringify(record))).header).toEqual(['user.id', 'user.plan', 'event.what']);
  });

  it('is not guessed among many, and not found far behind', async () => {
    const people = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`p${i}`, RECORDS]));
    expect(await refusal(JSON.stringify(people))).toBe('json-many-lists {"file":"log.json","lists":["p0","p1","p2"]}');
    const far = JSON.stringify({ blob: 'x'.repeat(400_000), data: RECORDS });
    expect(await refusal(far)).toBe('json-without-records {"file":"log.json","others":0,"lookedBytes":262144}');
  });
});
