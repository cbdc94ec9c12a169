import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/importers/byte-source.ts';
import { importFiles } from '../../src/importers/import.ts';
import { sniffFile } from '../../src/importers/sniff.ts';
import { HandrailError } from '../../src/journey/errors.ts';
import { sayError } from '../../src/words/errors.ts';
import { type FolderFile, filesBelow, readTable } from './read-table.ts';

/**
 * Collections of hostile files, when `HOSTILE_FILES` names a folder with them: `csv-spectrum` (a JSON answer beside each
 * file), `pollock` with `pollock-clean-expected`, `json-test-suite`, and anything else. What they hold is held in small by
 * the tests beside the importers.
 */
const folder = process.env.HOSTILE_FILES ?? '';
const collection = (name: string): string => join(folder, name);
const has = (name: string): boolean => folder !== '' && existsSync(collection(name));
const encoder = new TextEncoder();

/** Where a file does not read like its counterpart, and why. */
const REASONS: Readonly<Record<string, string>> = {
  'location_coordinates.csv': 'its answer has another phone number than the file',
  'newlines_crlf.csv': 'its answer has the line ends that the file lost on its way',
  'file_escape_char_0x00.csv': 'quotes inside of cells are not escaped: their three rows are listed',
  'file_field_delimiter_0x20.csv': 'blanks part cells and stand in cells without quotes: nothing tells them apart',
  'file_header_multirow_2.csv': 'the same header twice: the repetition is left out as one',
  'file_header_multirow_3.csv': 'the same header three times: the repetitions are left out as such',
  'file_multitable_less.csv': 'a second table follows: its rows are judged as rows of the first',
  'file_multitable_more.csv': 'a second table follows: its rows are judged as rows of the first',
  'file_multitable_same.csv': 'a second table follows: its rows are read as rows of the first',
  'file_no_payload.csv': 'an empty file is refused',
  'file_quotation_char_0x27.csv': 'between single quotes two double quotes are two signs; the counterpart has one',
};

async function outcome(file: FolderFile): Promise<string> {
  try {
    const { rows, header, bad } = await readTable(file.bytes, file.name);
    return JSON.stringify({ header, rows, bad });
  } catch (error) {
    if (!(error instanceof HandrailError)) throw new Error(file.name, { cause: error });
    return sayError(error);
  }
}

describe.runIf(has('csv-spectrum'))('csv-spectrum', () => {
  const files = has('csv-spectrum') ? filesBelow(collection('csv-spectrum'), (name) => name.endsWith('.csv')) : [];
  it.each(files)('$name', async ({ name, bytes }) => {
    const { header, rows } = await readTable(bytes, name);
    const found = rows.map((cells) => Object.fromEntries(header.map((column, k) => [column, cells[k] ?? ''])));
    const [answer] = filesBelow(collection('csv-spectrum'), (other) => other === name.replace('.csv', '.json'));
    const expected: unknown = JSON.parse(new TextDecoder().decode(answer!.bytes));
    const same = JSON.stringify(found) === JSON.stringify(Array.isArray(expected) ? expected : [expected]);
    expect(same || REASONS[name] !== undefined).toBe(true);
  });
});

describe.runIf(has('pollock'))('pollock', () => {
  const files = has('pollock') ? filesBelow(collection('pollock'), (name) => name.endsWith('.csv')) : [];
  const cleanOf = (name: string): FolderFile =>
    filesBelow(collection('pollock-clean-expected'), (other) => other === name)[0]!;
  /** How many rows of the clean file are not among those found. */
  const missing = (found: readonly (readonly string[])[], clean: readonly (readonly string[])[]): number => {
    const left = new Map<string, number>();
    for (const row of found) left.set(JSON.stringify(row), (left.get(JSON.stringify(row)) ?? 0) + 1);
    return clean.filter((row) => {
      const count = left.get(JSON.stringify(row)) ?? 0;
      left.set(JSON.stringify(row), count - 1);
      return count <= 0;
    }).length;
  };

  it.each(files.filter(({ name }) => name.startsWith('row_')))(
    '$name loses no row but the damaged one',
    async (file) => {
      const found = await readTable(file.bytes, file.name);
      const clean = await readTable(cleanOf(file.name).bytes, file.name);
      expect(missing(found.rows, clean.rows)).toBeLessThanOrEqual(1);
      expect(found.rows.length + found.bad).toBe(clean.rows.length);
    },
  );

  it.each(files.filter(({ name }) => name.startsWith('file_')))(
    '$name reads like its clean counterpart',
    async (file) => {
      const found = await outcome(file);
      const same = found === (await outcome({ name: file.name, bytes: cleanOf(file.name).bytes }));
      expect(same || REASONS[file.name] !== undefined, found.slice(0, 200)).toBe(true);
    },
  );
});

describe.runIf(has('json-test-suite'))('JSONTestSuite', () => {
  const files = has('json-test-suite')
    ? filesBelow(collection('json-test-suite'), (name) => name.endsWith('.json'))
    : [];
  it.each(files.filter(({ name }) => name.startsWith('y_')))('$name is read', async (file) => {
    // What is no object is read, and said to be no record.
    expect(await outcome(file)).not.toMatch(/stops being JSON|nested deeper/);
    const inRecord = new TextDecoder().decode(file.bytes);
    const { rows, bad } = await readTable(encoder.encode(`[{"x":${inRecord},"y":1}]`), file.name);
    expect([rows.length, bad]).toEqual([1, 0]);
  });

  it.each(files.filter(({ name }) => name.startsWith('n_')))('$name is refused with its place', async (file) => {
    expect(await outcome(file)).toMatch(
      / at line [\d,]+, column [\d,]+|is empty: nothing stands in it|is not a text table/,
    );
  });
});

describe.runIf(folder !== '')('every file of the folder', () => {
  const files = folder === '' ? [] : filesBelow(folder, () => true);
  it.each(files)('$name ends in rows that add up, or in a sentence', async ({ name, bytes }) => {
    const started = performance.now();
    const options = { timeZone: 'UTC', nowUs: Date.UTC(2030, 0, 1) * 1000 };
    try {
      const sniffed = await sniffFile(bytesSource(bytes, name), options);
      const source = { ...sniffed.source, files: '*', person: sniffed.source.person || sniffed.header[0]! };
      const plan = {
        handrail: 1,
        timeZone: 'UTC',
        stages: {},
        sources: [{ ...source, dateOrder: 'day-first' }],
      } as const;
      const { profile } = await importFiles([bytesSource(bytes, name)], plan, { salt: new Uint8Array(0), ...options });
      const { rowsRead, rowsAccepted, rowsRejected, rowsExcluded } = profile.quality;
      expect(rowsAccepted + rowsRejected + rowsExcluded).toBe(rowsRead);
    } catch (error) {
      if (!(error instanceof HandrailError)) throw error;
      expect(sayError(error)).toMatch(/^[\p{Lu}“].*[.!?]$/su);
      expect(error.code).not.toBe('internal');
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

it('names a reason only for files that differ', () => {
  expect(Object.values(REASONS).every((reason) => reason.length > 20)).toBe(true);
});
