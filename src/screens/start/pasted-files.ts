/** What is pasted, as files: those of the clipboard, or a table copied out of a spreadsheet. Nothing for other texts. */
export function pastedFiles(data: DataTransfer | null): readonly File[] {
  if (data === null) return [];
  if (data.files.length > 0) return [...data.files];
  const text = data.getData('text/plain');
  if (!isTable(text)) return [];
  return [new File([text], 'pasted table', { type: 'text/tab-separated-values' })];
}

/** A header and a row below it, both of several cells; a list of one column has nobody beside what they did. */
function isTable(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/, 3).filter((line) => line.trim() !== '');
  return lines.length >= 2 && (/[\t,;|]/.test(lines[0] ?? '') || /^\s*[[{]/.test(text));
}
