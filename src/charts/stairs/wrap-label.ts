/** Width of a text in pixels by class of character: close enough to keep labels apart without a canvas. */
export function textWidth(text: string, fontPx: number): number {
  let ems = 0;
  for (const character of text) {
    if (/[\u2066-\u2069\u200e\u200f]/.test(character)) continue;
    if (
      /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]|\p{Extended_Pictographic}/u.test(character)
    )
      ems += 1.05;
    else if (/[ilj.,:;'|!()\u00a0 ]/.test(character)) ems += 0.32;
    else if (/[mwMW%@]/.test(character)) ems += 0.94;
    else if (/\p{Lu}/u.test(character)) ems += 0.72;
    else ems += 0.61;
  }
  return ems * fontPx;
}

const HYPHEN_EM = 0.61;

/** A label in at most `maxLines` lines of `widthPx`: broken at blanks, inside a word only when it must, then cut with "…". */
export function wrapLabel(text: string, widthPx: number, fontPx: number, maxLines: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/\s+/)) {
    if (word === '') continue;
    const joined = line === '' ? word : `${line} ${word}`;
    if (textWidth(joined, fontPx) <= widthPx) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (textWidth(line, fontPx) > widthPx && [...line].length > 1) {
      const head = fitting(line, widthPx - HYPHEN_EM * fontPx, fontPx);
      lines.push(/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]$/u.test(head) ? `${head}-` : head);
      line = line.slice(head.length);
    }
  }
  if (line !== '') lines.push(line);
  if (lines.length <= maxLines) return lines;
  const kept = lines.slice(0, maxLines);
  const last = kept[maxLines - 1] ?? '';
  kept[maxLines - 1] = `${fitting(last, widthPx - fontPx, fontPx).trimEnd()}\u2026`;
  return kept;
}

function fitting(word: string, widthPx: number, fontPx: number): string {
  let head = '';
  for (const character of word) {
    if (head !== '' && textWidth(head + character, fontPx) > widthPx) break;
    head += character;
  }
  return head;
}
