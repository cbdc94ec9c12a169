import type { EventColumns } from '../../engine/columns.ts';
import { listPeople } from '../../engine/people-list.ts';
import type { PeopleListQuery } from '../../engine/query.ts';
import { blobSource } from '../../importers/byte-source.ts';
import { PersonKeys } from '../../importers/keys.ts';
import { openTable } from '../../importers/open-table.ts';
import { holdsPhones } from '../../importers/source-columns.ts';
import type { RowCells, RowSink } from '../../importers/table.ts';
import { csvCell } from '../../journey/csv-cell.ts';
import { HandrailError } from '../../journey/errors.ts';
import { matchesName } from '../../journey/name-pattern.ts';
import type { PlanSource } from '../../journey/plan.ts';
import type { StoredDataset } from './catalogue.ts';
import { runSteps } from './host.ts';
import { readVersion } from './version-folder.ts';

export interface PeopleFileQuestion {
  readonly dataset: Pick<StoredDataset, 'name' | 'plan' | 'salt' | 'version'>;
  readonly query: PeopleListQuery;
  /** The files that the dataset was made of, in which the keys are looked up; none: the keys as they are stored. */
  readonly files: readonly File[];
}

export interface PeopleFile {
  /** How many people were asked for, and how many of them stand in the list. */
  readonly people: number;
  readonly found: number;
  readonly csv: Blob;
}

/**
 * The people of a transition as a CSV: their keys as they are stored, or, out of the original files, the first row of each
 * with the file's own columns. Nothing of the files is stored. Throws `column-missing` for a file that no source reads.
 */
export async function peopleFile(
  { dataset, query, files }: PeopleFileQuestion,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<PeopleFile> {
  const columns = await readVersion(dataset.version, dataset.name);
  const people = await runSteps(listPeople(columns, query), signal, (share) => onShare(share / 2));
  const wanted = keysOf(columns, people);
  if (files.length === 0) {
    const lines = [...wanted].map((key) => `${csvCell(key)}\r\n`);
    return {
      people: people.length,
      found: people.length,
      csv: new Blob(['person\r\n', ...lines], { type: 'text/csv' }),
    };
  }
  const finder = new KeyFinder(dataset, wanted);
  for (const [index, file] of files.entries()) {
    await lookInto(file, dataset.plan.sources, finder, signal);
    onShare(0.5 + (index + 1) / files.length / 2);
  }
  return { people: people.length, found: finder.found, csv: finder.csv() };
}

function keysOf({ personKeys: { bytes, offsets } }: EventColumns, people: Uint32Array): Set<string> {
  const decoder = new TextDecoder();
  const keys = new Set<string>();
  for (const person of people) keys.add(decoder.decode(bytes.subarray(offsets[person]!, offsets[person + 1]!)));
  return keys;
}

/** Reads a file's rows as the source does that fits it best. */
async function lookInto(
  given: File,
  sources: readonly PlanSource[],
  finder: KeyFinder,
  signal: AbortSignal,
): Promise<void> {
  const file = blobSource(given, given.name);
  const named = sources.filter((source) => matchesName(source.files, file.name));
  const ofPeople = [...named, ...sources].filter(({ person }) => person !== '');
  const hints = ofPeople[0];
  const table = await openTable(
    file,
    { delimiter: hints?.delimiter, encoding: hints?.encoding, sheet: hints?.sheet, columns: [] },
    { onChunk: () => undefined, onBytes: () => undefined },
  );
  try {
    const { header, headerLine } = table.head;
    const source = ofPeople.find(({ person }) => header.includes(person));
    if (source === undefined) {
      const column = hints?.person ?? '';
      throw new HandrailError('column-missing', { file: file.name, path: 'sources[0].person', column, nearest: null });
    }
    const keys = [source.person, ...(source.aliases ?? [])].map((name) => header.indexOf(name));
    const arePhones = holdsPhones(source.person);
    const there = keys.filter((key) => key >= 0);
    const rows: RowSink = {
      row: (row) => {
        if (row.line === headerLine) row.expected = table.head.width;
        if (row.line > headerLine) finder.row(row, header, there, arePhones);
      },
      badLine: () => undefined,
    };
    await table.read(rows, async () => signal.throwIfAborted());
  } finally {
    await table.close();
  }
}

/** Finds the wanted people among rows, each once. */
class KeyFinder {
  found = 0;
  private readonly keys: PersonKeys;
  private readonly wanted: Set<string>;
  private readonly header: string[] = [];
  private readonly rows: Map<string, string>[] = [];
  private readonly decoder = new TextDecoder();

  constructor({ salt, plan }: PeopleFileQuestion['dataset'], wanted: Set<string>) {
    this.keys = new PersonKeys(salt, plan.keys === 'kept', 0, plan.looseKeys ?? []);
    this.wanted = wanted;
  }

  row(row: RowCells, header: readonly string[], keys: readonly number[], arePhones: boolean): void {
    for (const column of keys) {
      row.cell(column);
      if (row.cellEnd === row.cellStart) continue;
      const code = this.keys.codeOf(row.cellBuf, row.cellStart, row.cellEnd, arePhones);
      const key = this.decoder.decode(this.keys.bytesOf(code));
      if (!this.wanted.delete(key)) continue;
      this.found++;
      this.keep(row, header);
      return;
    }
  }

  csv(): Blob {
    const lines = this.rows.map((cells) => this.header.map((name) => csvCell(cells.get(name) ?? null)).join(','));
    const head = this.header.map(csvCell).join(',');
    return new Blob([[head, ...lines, ''].join('\r\n')], { type: 'text/csv' });
  }

  private keep(row: RowCells, header: readonly string[]): void {
    const cells = new Map<string, string>();
    header.forEach((name, column) => {
      if (!this.header.includes(name)) this.header.push(name);
      row.cell(column);
      cells.set(name, this.decoder.decode(row.cellBuf.subarray(row.cellStart, row.cellEnd)));
    });
    this.rows.push(cells);
  }
}
