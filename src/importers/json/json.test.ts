import { describe, expect, it } from 'vitest';
import { HandrailError } from '../../journey/errors.ts';
import type { PlanSource } from '../../journey/plan.ts';
import { bytesSource } from '../byte-source.ts';
import { sniffFile } from '../sniff.ts';
import { eventLines, importTexts, NOW_US } from '../test-import.ts';

const LOG: PlanSource = { files: '*', shape: 'events', person: 'user.id', time: 'at', event: 'name' };
const RECORDS = [
  { name: 'visit', at: '2026-01-01T10:00:00Z', user: { id: '9007199254740993' } },
  { name: 'gift', at: '2026-01-02T10:00:00Z', user: { id: 'ada' }, amount: 12.5 },
];
const encoder = new TextEncoder();

async function refusal(content: string | Uint8Array, source = LOG): Promise<string> {
  const error = await importTexts({ 'log.json': content }, [source]).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof HandrailError ? `${error.code} ${JSON.stringify(error.details)}` : String(error);
}

function sniff(content: string, name = 'log.json') {
  return sniffFile(bytesSource(encoder.encode(content), name, 100), { timeZone: 'UTC', nowUs: NOW_US });
}

describe('records', () => {
  it('come as an array, by lines, one behind the other, over several lines, packed or not', async () => {
    const lines = RECORDS.map((record) => JSON.stringify(record));
    const gzip = async (text: string) =>
      new Uint8Array(
        await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
      );
    const expected = ['9007199254740993 2026-01-01T10:00:00.000Z visit', 'ada 2026-01-02T10:00:00.000Z gift'];
    for (const content of [
      JSON.stringify(RECORDS),
      JSON.stringify(RECORDS, null, 2),
      lines.join('\n'),
      lines.join('\r\n\r\n'),
      lines.join(' '),
      RECORDS.map((record) => JSON.stringify(record, null, 2)).join('\n'),
      `\ufeff${lines.join('\n')}\n`,
      await gzip(lines.join('\n')),
      await gzip(JSON.stringify(RECORDS)),
    ]) {
      expect(eventLines(await importTexts({ 'log.json': content }, [LOG]))).toEqual(expected);
    }
  });

  it('keep every digit, and text of any script', async () => {
    const source = { ...LOG, properties: { id: 'order', note: 'note', flag: 'flag' }, value: 'amount' };
    const text = `{"name":"gift","at":1767225600,"user":{"id":12345678901234567890},"order":0.10000000000000000001,"amount":-1.5e2,"flag":true,"note":"\\u00e9\\ud83d\\ude00\\n\\"<b>\\ud800"}`;
    expect(eventLines(await importTexts({ 'log.ndjson': text }, [source]))).toEqual([
      '12345678901234567890 2026-01-01T00:00:00.000Z gift id=0.10000000000000000001 note=é😀\n"<b>\ufffd flag=true -150',
    ]);
  });

  it('have columns that appear late, lie deep, or are named like parts of every object', async () => {
    const late = `${JSON.stringify(RECORDS[0])}\n`.repeat(4000);
    const last =
      '{"name":"x","at":"2026-01-03T00:00:00Z","user":{"id":"b"},"__proto__":{"constructor":"p"},"a.b":"dots"}';
    const source = { ...LOG, properties: { own: '__proto__.constructor', dots: 'a.b' } };
    const lines = eventLines(await importTexts({ 'log.json': late + last }, [source]));
    expect([lines.length, lines[4000]]).toEqual([4001, 'b 2026-01-03T00:00:00.000Z x own=p dots=dots']);
    expect(await refusal(late, { ...LOG, person: 'user.ids' })).toBe(
      'column-missing {"file":"log.json","path":"sources[0].person","column":"user.ids","nearest":"user.id"}',
    );
    const { profile } = await importTexts({ 'log.json': late }, [{ ...LOG, properties: { via: 'campaign' } }]);
    expect(profile.quality.parts[0]?.notes).toContainEqual({ code: 'columns-absent', columns: ['campaign'] });
  });

  it('show arrays as their text, and pairs of key and value under their keys', async () => {
    const sniffed = await sniff(
      '[{"tags":["a","b"],"items":[{"sku":1}],"none":[],"params":[{"key":"page","value":{"string_value":null,"int_value":"7"}},{"key":"via","value":"mail"}],"gone":null,"later":null},{"later":{"x":1}}]',
    );
    expect(sniffed.header).toEqual(['tags', 'items', 'none', 'params.page', 'params.via', 'gone', 'later.x']);
    expect(sniffed.rows[0]).toEqual(['["a","b"]', '[{"sku":1}]', '[]', '7', 'mail', '', '']);
    expect([sniffed.format, sniffed.whole]).toEqual(['json', true]);
  });

  it('that are none are listed with their place', async () => {
    const good = JSON.stringify(RECORDS[0]);
    const lines = [good, '{"name":"cut', '17', good, '{"name": tru}', `{"x":${'['.repeat(300)}`, '[1]', good];
    const { profile } = await importTexts({ 'log.ndjson': lines.join('\n') }, [LOG]);
    const [part] = profile.quality.parts;
    expect([part?.rowsRead, part?.rowsAccepted]).toEqual([8, 3]);
    expect(part?.rejects.map(({ line, reason, text }) => [line, reason, text.slice(0, 12)])).toEqual([
      [2, 'bad-record', '{"name":"cut'],
      [3, 'not-a-record', '17'],
      [5, 'bad-record', '{"name": tru'],
      [6, 'too-deep', '{"x":[[[[[[['],
      [7, 'not-a-record', '[1]'],
    ]);
  });
});

describe('JSON that is damaged', () => {
  it('is refused with line and column', async () => {
    const good = JSON.stringify(RECORDS[0]);
    expect(await refusal(`[${good},\n ${good},\n]`)).toBe('json-damaged {"file":"log.json","line":3,"column":1}');
    expect(await refusal(`[${good},\n${good}`)).toBe(
      `json-damaged {"file":"log.json","line":2,"column":${good.length + 1}}`,
    );
    expect(await refusal(`[${good}] x`)).toMatch(/^json-damaged .*"line":1/);
    expect(await refusal('{"a": 01}')).toBe('json-damaged {"file":"log.json","line":1,"column":8}');
    expect(await refusal(`${good} // x`)).toBe(`json-damaged {"file":"log.json","line":1,"column":${good.length + 2}}`);
    expect(await refusal('[]')).toBe('json-without-records {"file":"log.json","others":0}');
    expect(await refusal('["a",1]')).toBe('json-without-records {"file":"log.json","others":2}');
    expect(await refusal(`[${'['.repeat(100_000)}`)).toMatch(/^json-too-deep .*"line":1,"column":201,"limit":200/);
  });

  it('has more columns than can be read', async () => {
    const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`c${i}`, i]));
    expect(await refusal(JSON.stringify([wide]))).toMatch(/^too-many-columns.*5000.*4096/);
  });

  it('has invalid UTF-8, which is replaced and counted', async () => {
    const bytes = encoder.encode(JSON.stringify({ ...RECORDS[1], name: 'gXft' }));
    bytes[bytes.indexOf('X'.charCodeAt(0))] = 0xff;
    const imported = await importTexts({ 'log.json': bytes }, [LOG]);
    expect(eventLines(imported)[0]).toContain('g\ufffdft');
    expect(imported.profile.quality.parts[0]?.notes).toContainEqual({
      code: 'encoding',
      encoding: 'utf-8',
      replaced: 1,
    });
  });
});

it('does not depend on how the bytes are cut', async () => {
  const text = JSON.stringify(
    Array.from({ length: 300 }, (_, i) => ({ name: `n"${i}`, at: 1767225600 + i, user: { id: i, tags: ['é', i] } })),
    null,
    1,
  );
  const whole = eventLines(await importTexts({ 'a.json': text }, [LOG]));
  expect(whole.length).toBe(300);
  for (const size of [1, 2, 3, 7, 61, 4096]) {
    const sniffed = await sniffFile(bytesSource(encoder.encode(text), 'a.json', size), {
      timeZone: 'UTC',
      nowUs: NOW_US,
    });
    expect(sniffed.rows.length).toBe(50);
  }
});
