import { namePattern } from '../journey/name-pattern.ts';
import type { EventColumns } from './columns.ts';
import { PropertyReader } from './property-reader.ts';
import type { EventMatch, EvidenceTool } from './query.ts';

/** One match of one tool. */
interface Fit {
  readonly tool: number;
  /** What a property must be beside the one that it is found by. */
  readonly tests: readonly { readonly reader: PropertyReader; readonly code: number }[];
  readonly occurrence: EventMatch['occurrence'];
  /** The last person that had such an event. */
  seenOf: number;
}

/** Matches found by the value of a property, by its code. */
interface ByValue {
  readonly reader: PropertyReader;
  readonly fits: Map<number, Fit[]>;
}

interface OfName {
  readonly always: Fit[];
  readonly byValue: ByValue[];
}

/**
 * Which tools an event is a use of, for any number of tools: a row costs only the matches for its name and its values.
 * Rows must be asked in their order, each once, because "first" and "later" occurrences are told apart on the way.
 */
export class ToolMatcher {
  private readonly ofName: readonly (OfName | undefined)[];
  private readonly readers = new Map<string, PropertyReader>();
  /** Per tool, the last row that was a use: several matches of a tool make one use. */
  private readonly lastRow: Float64Array;

  constructor(columns: EventColumns, tools: readonly EvidenceTool[]) {
    const ofName = new Array<OfName | undefined>(columns.names.length).fill(undefined);
    this.lastRow = new Float64Array(tools.length).fill(-1);
    tools.forEach(({ matches }, tool) => {
      for (const match of matches) {
        const [found, ...others] = match.where.map(({ property, value }) => {
          const reader = this.readerOf(columns, property);
          return { reader, code: reader.codeOf(value) };
        });
        const fit: Fit = { tool, tests: others, occurrence: match.occurrence, seenOf: -1 };
        const fits = match.event === null ? () => true : namePattern(match.event);
        columns.names.forEach((name, code) => {
          if (!fits(name)) return;
          ofName[code] ??= { always: [], byValue: [] };
          if (found === undefined) ofName[code].always.push(fit);
          else putByValue(ofName[code].byValue, found.reader, found.code, fit);
        });
      }
    });
    this.ofName = ofName;
  }

  /** Calls `use` with the index of each tool that the row is a use of. */
  ask(row: number, person: number, name: number, use: (tool: number) => void): void {
    const known = this.ofName[name];
    if (known === undefined) return;
    for (const fit of known.always) this.test(fit, row, person, use);
    for (const { reader, fits } of known.byValue) {
      const found = fits.get(reader.read(row, person));
      if (found !== undefined) for (const fit of found) this.test(fit, row, person, use);
    }
  }

  private test(fit: Fit, row: number, person: number, use: (tool: number) => void): void {
    for (const { reader, code } of fit.tests) if (reader.read(row, person) !== code) return;
    if (fit.occurrence !== 'any') {
      const first = fit.seenOf !== person;
      fit.seenOf = person;
      if (first !== (fit.occurrence === 'first')) return;
    }
    if (this.lastRow[fit.tool] === row) return;
    this.lastRow[fit.tool] = row;
    use(fit.tool);
  }

  private readerOf(columns: EventColumns, property: string): PropertyReader {
    const known = this.readers.get(property) ?? new PropertyReader(columns, property);
    this.readers.set(property, known);
    return known;
  }
}

function putByValue(byValue: ByValue[], reader: PropertyReader, code: number, fit: Fit): void {
  let known = byValue.find((one) => one.reader === reader);
  if (known === undefined) {
    known = { reader, fits: new Map() };
    byValue.push(known);
  }
  const fits = known.fits.get(code);
  if (fits === undefined) known.fits.set(code, [fit]);
  else fits.push(fit);
}
