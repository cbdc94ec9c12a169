import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { HandrailError } from '../../journey/errors.ts';
import type { PlanSource } from '../../journey/plan.ts';
import { bytesSource } from '../byte-source.ts';
import { sniffFile } from '../sniff.ts';
import { eventLines, importTexts, NOW_US } from '../test-import.ts';
import { lookOf, numberText } from './cell-value.ts';

const LIST: PlanSource = { files: '*', shape: 'list', person: 'id', time: 'day', event: 'gift' };

interface TestSheet {
  readonly name: string;
  readonly state?: string;
  /** The text of `<sheetData>` and what follows it. */
  readonly data: string;
}

/** Rows of cells as inline texts, numbers, or `[style, number]`. */
function rowsXml(rows: readonly (readonly (string | number | readonly [number, number] | null)[])[]): string {
  return rows
    .map((cells, r) => {
      const xml = cells.map((cell, c) => {
        const at = `${String.fromCharCode(65 + c)}${r + 1}`;
        if (cell === null) return `<c r="${at}" s="1"/>`;
        if (typeof cell === 'string') return `<c r="${at}" t="inlineStr"><is><t>${cell}</t></is></c>`;
        if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
        return `<c r="${at}" s="${cell[0]}"><v>${cell[1]}</v></c>`;
      });
      return `<row r="${r + 1}">${xml.join('')}</row>`;
    })
    .join('');
}

/** Styles: 1 a date, 2 a date with a clock time of its own format, 3 an amount. */
function workbook(
  sheets: readonly TestSheet[],
  more: Readonly<Record<string, string>> = {},
  properties = '',
): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels':
      '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': `<workbook>${properties}<sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${name}" sheetId="${i}" ${state ? `state="${state}" ` : ''}r:id="r${i}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, i) => `<Relationship Id="r${i}" Type="x/worksheet" Target="worksheets/s${i}.xml"/>`)
      .join(
        '',
      )}<Relationship Id="st" Type="x/styles" Target="/xl/styles.xml"/><Relationship Id="sh" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/><numFmt numFmtId="171" formatCode="#,##0.00 &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="22"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml':
      '<sst><si><t>ada</t></si><si><r><t>Gr</t></r><r><t xml:space="preserve">ün &amp; Co_x000D_</t></r><rPh><t>reading</t></rPh></si></sst>',
    ...Object.fromEntries(
      sheets.map(({ data }, i) => [
        `xl/worksheets/s${i}.xml`,
        `<worksheet><dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384"/></cols>${data}</worksheet>`,
      ]),
    ),
    ...more,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)])));
}

const sheet = (name: string, rows: Parameters<typeof rowsXml>[0], behind = '', state?: string): TestSheet => ({
  name,
  ...(state === undefined ? {} : { state }),
  data: `<sheetData>${rowsXml(rows)}</sheetData>${behind}`,
});

function sniff(bytes: Uint8Array, name?: string) {
  return sniffFile(bytesSource(bytes, 'a.xlsx', 500), { timeZone: 'UTC', nowUs: NOW_US, sheet: name });
}

async function refusal(bytes: Uint8Array, source = LIST): Promise<string> {
  const error = await importTexts({ 'a.xlsx': bytes }, [source]).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof HandrailError ? `${error.code} ${JSON.stringify(error.details)}` : String(error);
}

describe('a workbook', () => {
  const gifts = sheet('Gifts', [
    ['id', 'day', 'at', 'sum'],
    ['ada', [1, 46023], [2, 46023.4375], 12.5],
    ['b&amp;b', [1, 46024.25], [2, 46024], [3, 1.1000000000000001]],
    ['=1+1', [1, 46025], null, 1234567890123456],
  ]);

  it('has dates as dates, numbers with the digits that they show, texts as texts', async () => {
    const { rows, header, format } = await sniff(workbook([gifts]));
    expect([format, header]).toEqual(['xlsx', ['id', 'day', 'at', 'sum']]);
    expect(rows).toEqual([
      ['ada', '2026-01-01', '2026-01-01T10:30:00', '12.5'],
      ['b&b', '2026-01-02T06:00:00', '2026-01-02T00:00:00', '1.1'],
      ['=1+1', '2026-01-03', '', '1234567890123456'],
    ]);
    const imported = await importTexts({ 'a.xlsx': workbook([gifts]) }, [{ ...LIST, value: 'sum' }]);
    expect(eventLines(imported)[0]).toBe('ada 2026-01-01T00:00:00.000Z gift 12.5');
    expect(imported.profile.quality.parts[0]?.place).toBe('row');
  });

  it('shares texts, has formulas with values, errors, truth, and rows without references', async () => {
    const data = `<sheetData><row><c t="inlineStr"><is><t>id</t></is></c><c t="inlineStr"><is><t>day</t></is></c><c t="inlineStr"><is><t>x</t></is></c></row>
      <x:row><x:c t="s"><x:v>0</x:v></x:c><x:c s="1"><x:f>TODAY()</x:f><x:v>46023</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c></x:row>
      <row r="9"><c r="A9" t="s"><v>1</v></c><c r="B9" t="str"><f>"x"</f><v>2026-01-02</v></c><c r="C9" t="e"><v>#N/A</v></c></row></sheetData>`;
    const { rows } = await sniff(workbook([{ name: 'A', data }]));
    expect(rows).toEqual([
      ['ada', '2026-01-01', 'TRUE'],
      ['Grün & Co\r', '2026-01-02', ''],
    ]);
    const { profile } = await importTexts(
      { 'a.xlsx': workbook([{ name: 'A', data: data.replace('2026-01-02', 'soon') }]) },
      [LIST],
    );
    expect(profile.quality.parts[0]?.rejects).toMatchObject([{ line: 9, reason: 'bad-time', value: 'soon' }]);
  });

  it('counts days from 1904 when it says so, and knows the day that never was', async () => {
    const { rows } = await sniff(workbook([gifts], {}, '<workbookPr date1904="1"/>'));
    expect(rows[0]?.[1]).toBe('2030-01-02');
    expect(numberText('1', 'date', false)).toBe('1900-01-01');
    expect(numberText('59', 'date', false)).toBe('1900-02-28');
    expect(numberText('61', 'date', false)).toBe('1900-03-01');
    expect(numberText('0.75', 'time', false)).toBe('18:00:00');
    expect(
      ['[$-409]d/m/yy h:mm AM/PM', 'mmm', '[h]:mm', '0.00"d"', '@', '[Red]#,##0'].map((code) => lookOf(200, code)),
    ).toEqual(['date-time', 'date', 'time', 'number', 'number', 'number']);
  });

  it('is read from the sheet that is named, else from the first one shown that has a table', async () => {
    const sheets = [
      sheet(
        'Secret',
        [
          ['id', 'day'],
          ['x', [1, 46023]],
        ],
        '',
        'hidden',
      ),
      sheet('Cover', [['River Trust']]),
      gifts,
      sheet('Old gifts', [
        ['id', 'day'],
        ['old', [1, 40000]],
      ]),
    ];
    const bytes = workbook(sheets);
    const first = await sniff(bytes);
    expect([first.sheet, first.sheets]).toEqual(['Gifts', ['Cover', 'Gifts', 'Old gifts']]);
    expect((await sniff(bytes, 'Old gifts')).rows[0]?.[0]).toBe('old');
    const imported = await importTexts({ 'a.xlsx': bytes }, [{ ...LIST, sheet: 'Old gifts' }]);
    expect(eventLines(imported)).toEqual(['old 2009-07-06T00:00:00.000Z gift']);
    expect(imported.profile.quality.parts[0]?.notes).toContainEqual({
      code: 'sheet',
      sheet: 'Old gifts',
      others: ['Cover', 'Gifts'],
    });
    expect(await refusal(bytes, { ...LIST, sheet: 'Gift' })).toMatch(/^sheet-missing .*"nearest":"Gifts"/);
  });

  it('is no cover with remarks, and the one with the columns of the plan', async () => {
    const cover = sheet('Cover', [['Report'], ['made by Ada'], ['in June']]);
    const towns = sheet('Towns', [
      ['town', 'people'],
      ['Ulm', 'many'],
    ]);
    const gifts = sheet('Gifts', [
      ['id', 'day'],
      ['ada', [1, 46023]],
    ]);
    const bytes = workbook([cover, towns, gifts]);
    expect((await sniff(bytes)).sheet).toBe('Towns');
    expect(eventLines(await importTexts({ 'a.xlsx': bytes }, [LIST]))).toEqual(['ada 2026-01-01T00:00:00.000Z gift']);
    expect((await sniff(workbook([cover]))).sheet).toBe('Cover');
  });

  it('is looked through with an ear for a cancel', async () => {
    const gifts = sheet('Gifts', [
      ['id', 'day'],
      ['ada', [1, 46023]],
    ]);
    const file = bytesSource(workbook([gifts]), 'a.xlsx');
    const stopped = sniffFile(file, { timeZone: 'UTC', nowUs: NOW_US }, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('has headers of merged cells, titles above them, and people merged over several rows', async () => {
    const rows = [
      ['River Trust, all gifts', null, null, null],
      ['Person', null, 'day', 'Gift'],
      ['id', 'name', null, 'sum'],
      ['ada', 'Ada', [1, 46023], 5],
      [null, 'Ada', [1, 46024], 6],
      ['bob', 'Bob', [1, 46025], 7],
    ] as const;
    const merges =
      '<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A2:B2"/><mergeCell ref="C2:C3"/><mergeCell ref="A4:A5"/></mergeCells>';
    const bytes = workbook([sheet('A', rows, merges)]);
    const sniffed = await sniff(bytes);
    expect(sniffed.header).toEqual(['Person id', 'Person name', 'day', 'sum']);
    const imported = await importTexts({ 'a.xlsx': bytes }, [{ ...LIST, person: 'Person id', value: 'sum' }]);
    expect(eventLines(imported)).toEqual([
      'ada 2026-01-01T00:00:00.000Z gift 5',
      'ada 2026-01-02T00:00:00.000Z gift 6',
      'bob 2026-01-03T00:00:00.000Z gift 7',
    ]);
  });

  it('may stand anywhere on its sheet, among a million empty columns', async () => {
    const empty = Array.from({ length: 200_000 }, (_, i) => `<c r="${i % 2 ? 'XFD' : 'ZZZZ'}1" s="1"/>`).join('');
    const data = `<sheetData><row r="5">${empty}<c r="C5" t="inlineStr"><is><t>id</t></is></c><c r="E5" t="inlineStr"><is><t>day</t></is></c></row><row r="6"><c r="C6"><v>7</v></c><c r="E6" s="1"><v>46023</v></c></row></sheetData>`;
    const { header, rows } = await sniff(workbook([{ name: 'A', data }]));
    expect([header, rows]).toEqual([['id', 'day'], [['7', '2026-01-01']]]);
  });

  it('with more columns than can be read, or damaged, says so', async () => {
    const name = (i: number): string =>
      (i < 26 ? '' : name(Math.floor(i / 26) - 1)) + String.fromCharCode(65 + (i % 26));
    const wide = [1, 2].map(
      (r) =>
        `<row r="${r}">${Array.from({ length: 5000 }, (_, i) => `<c r="${name(i)}${r}" t="str"><v>c${i}</v></c>`).join('')}</row>`,
    );
    expect(await refusal(workbook([{ name: 'A', data: `<sheetData>${wide.join('')}</sheetData>` }]))).toMatch(
      /^too-many-columns.*5000/,
    );
    expect(await refusal(workbook([gifts], { 'xl/worksheets/s0.xml': '' }))).toMatch(/^file-header-only/);
    expect(await refusal(workbook([{ ...gifts, state: 'hidden' }]))).toMatch(
      /^file-unreadable .*no sheet that is shown/,
    );
    const laughs = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(100)}">]><worksheet>${gifts.data.replace('ada', '&a;')}</worksheet>`;
    expect((await sniff(workbook([gifts], { 'xl/worksheets/s0.xml': laughs }))).rows[0]?.[0]).toBe('&a;');
  });
});
