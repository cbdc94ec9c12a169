const PICTURES = ['PNG', 'JPEG', 'GIF'];
const PACKED = ['zip', 'gzip', '7z', 'RAR', 'zstd', 'bzip2'];

/** What to do with a file that is no table, by what it looks like (`binaryKind` of the importers names the kinds). */
export function sayRemedyOf(looksLike: string): string {
  if (PICTURES.includes(looksLike)) return 'A picture holds no rows: export the table that it shows, and drop that.';
  if (PACKED.includes(looksLike)) return 'Unpack it, and drop what is in it.';
  if (looksLike === 'PDF') return 'Export the table that it was made from as CSV or Excel, and drop that.';
  if (looksLike === 'xls') return 'Save it as .xlsx or CSV in a spreadsheet, and drop that.';
  if (looksLike === 'ELF') return 'It is a program: choose the export itself.';
  return 'Save it as CSV, and drop that.';
}
