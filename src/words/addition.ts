import { countOf, formatList, quote } from './numbers.ts';

/** What became of files that were added to a dataset; lists of their names. */
export interface AdditionFigures {
  readonly replaced: readonly string[];
  readonly added: readonly string[];
  readonly rowsHere: number;
}

/** One to three sentences on how new files change a dataset. */
export function sayAddition({ replaced, added, rowsHere }: AdditionFigures, dataset: string, locale = 'en-GB'): string {
  const said: string[] = [];
  if (replaced.length > 0) {
    const held = formatList(replaced.map(quote), locale);
    said.push(
      `This takes the place of ${held} in ${quote(dataset)}, for it holds every row of ${replaced.length === 1 ? 'it' : 'them'}.`,
    );
  }
  if (added.length > 0) {
    const news = formatList(added.map(quote), locale);
    said.push(`${news} ${added.length === 1 ? 'is' : 'are'} added to ${quote(dataset)}.`);
  }
  if (rowsHere > 0) {
    said.push(
      `${countOf(rowsHere, 'row was', 'rows were', locale)} there already and ${rowsHere === 1 ? 'is' : 'are'} left out.`,
    );
  }
  return said.join(' ');
}
