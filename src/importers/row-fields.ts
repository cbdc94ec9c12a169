import type { PlanSource } from '../journey/plan.ts';
import type { EventTable, PropertyTable } from './event-table.ts';
import type { NumberColumn } from './number-column.ts';
import { parseNumber } from './number-parser.ts';
import type { Part } from './part.ts';
import { isBlank } from './row-counter.ts';
import type { RowJudge } from './row-judge.ts';
import type { SourceColumns } from './source-columns.ts';
import type { RowCells } from './table.ts';

export interface FieldsContext {
  readonly table: EventTable;
  readonly part: Part;
  readonly source: PlanSource;
  readonly columns: SourceColumns;
  readonly judge: RowJudge;
  readonly numbers: NumberColumn;
}

export interface PropertyCell {
  readonly column: number;
  readonly table: PropertyTable;
}

/** What the cells of a row say of person, properties and value, whatever shape the source has. */
export class RowFields {
  readonly properties: readonly PropertyCell[];
  private readonly context: FieldsContext;

  constructor(context: FieldsContext) {
    this.context = context;
    this.properties = context.columns.properties.map(({ name, column }) => ({
      column,
      table: context.table.property(name),
    }));
  }

  /** Whether neither the person's column nor another key of the person holds anything. */
  namesNobody(row: RowCells): boolean {
    const { person, aliases } = this.context.columns;
    row.cell(person);
    if (!isBlank(row)) return false;
    for (let k = 0; k < aliases.length; k++) {
      row.cell(aliases[k]!);
      if (!isBlank(row)) return false;
    }
    return true;
  }

  /** The row's person, whose keys are joined. */
  person(row: RowCells): number {
    const { table, part, columns } = this.context;
    const { keys } = table;
    const { person: at, aliases, keysArePhones } = columns;
    let person = -1;
    for (let k = -1; k < aliases.length; k++) {
      row.cell(k < 0 ? at : aliases[k]!);
      if (isBlank(row)) continue;
      const code = keys.codeOf(row.cellBuf, row.cellStart, row.cellEnd, k < 0 && keysArePhones);
      if (person < 0) person = code;
      else if (code !== person) {
        keys.join(person, code);
        part.join(person, code);
      }
    }
    if (keys.isHashed(person)) part.contactRows++;
    return person;
  }

  /** The date that a people file has for the row's person, NaN without one. */
  dateOfPerson(row: RowCells): number {
    const { keys, personDate } = this.context.table;
    const { person, aliases, keysArePhones } = this.context.columns;
    for (let k = -1; k < aliases.length; k++) {
      row.cell(k < 0 ? person : aliases[k]!);
      const code = keys.find(row.cellBuf, row.cellStart, row.cellEnd, k < 0 && keysArePhones);
      if (code >= 0) return personDate.get(keys.rootOf(code));
    }
    return Number.NaN;
  }

  /** The code of the row's value of a property, 0 without one. */
  property(row: RowCells, property: PropertyCell): number {
    row.cell(property.column);
    const { cellStart, cellEnd } = row;
    return cellEnd === cellStart ? 0 : property.table.dictionary.intern(row.cellBuf, cellStart, cellEnd) + 1;
  }

  /** The row's value less what was paid back of it; NaN without one. `numbers.isOpen`: it may be of thousands. */
  value(row: RowCells): number {
    const { columns, source, numbers } = this.context;
    if (columns.refunded < 0) {
      row.cell(columns.value);
      numbers.isOpen = false;
      if (isBlank(row)) return Number.NaN;
      const value = numbers.read(row.cellBuf, row.cellStart, row.cellEnd);
      if (Number.isNaN(value)) this.badNumber(row, columns.value, source.value ?? '');
      return value;
    }
    const value = this.amount(row, columns.value, source.value ?? '');
    if (Number.isNaN(value)) return value;
    const refunded = this.amount(row, columns.refunded, source.refunded ?? '');
    // Cents, so that 20.10 less 20.00 is 0.10.
    return Number.isNaN(refunded) ? value : Math.round((value - refunded) * 1e6) / 1e6;
  }

  /** In a row of the wrong width, an amount that is none shows that its cells stand in the wrong places. */
  hasBadValue(row: RowCells): boolean {
    const { value, decimal } = this.context.columns;
    if (value < 0) return false;
    row.cell(value);
    return !isBlank(row) && Number.isNaN(parseNumber(row.cellBuf, row.cellStart, row.cellEnd, decimal));
  }

  private amount(row: RowCells, column: number, name: string): number {
    row.cell(column);
    if (isBlank(row)) return Number.NaN;
    const value = parseNumber(row.cellBuf, row.cellStart, row.cellEnd, this.context.columns.decimal);
    if (Number.isNaN(value)) this.badNumber(row, column, name);
    return value;
  }

  private badNumber(row: RowCells, column: number, name: string): void {
    const { part, judge } = this.context;
    part.cellProblem(name, 'bad-number', row.line, judge.text(row, column));
  }
}
