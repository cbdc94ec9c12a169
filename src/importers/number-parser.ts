/** What separates whole from broken numbers in a column. */
export type DecimalMark = '.' | ',';

/** Reads an amount from bytes: NaN when it is none. Currency signs and codes, blanks and thousands separators are left out. */
export function parseNumber(bytes: Uint8Array, start: number, end: number, decimal: DecimalMark): number {
  const plain = plainNumber(bytes, start, end, decimal === '.' ? 46 : 44);
  return Number.isNaN(plain) ? parseAmount(decoder.decode(bytes.subarray(start, end)), decimal) : plain;
}

/** The common case, digits with an optional sign and decimals; NaN for anything else. */
function plainNumber(bytes: Uint8Array, start: number, end: number, mark: number): number {
  let i = start;
  const negative = bytes[i] === 45 && i < end;
  if (negative) i++;
  let digits = 0;
  let value = 0;
  let scale = 1;
  let broken = false;
  for (; i < end; i++) {
    const c = bytes[i]!;
    if (c >= 48 && c <= 57) {
      value = value * 10 + (c - 48);
      digits++;
      if (broken) scale *= 10;
    } else if (c === mark && !broken) broken = true;
    else return Number.NaN;
  }
  if (digits === 0 || digits > 15) return Number.NaN;
  const size = value / scale;
  return negative ? -size : size;
}

const decoder = new TextDecoder();
const AMOUNT =
  /^([-+−(]?)\s*(?:(?:[A-Z]{1,2})?\p{Sc}\s*|[A-Z]{3}(?:\s+|(?=\d)))?([-+−]?)(\d[\d.,'’\s]*|[.,]\d+)(e[-+]?\d+)?\s*(?:%|\p{Sc}|[A-Z]{2,3})?\s*(\)|-)?$/iu;

/** An amount as people write it: `1.234,50 €`, `US$ 1,234.50`, `(12.00)`, `1e3`. NaN when it is none. */
export function parseAmount(text: string, decimal: DecimalMark): number {
  const match = AMOUNT.exec(text.trim().replace(/[,.][-–—]+(?=\s*(?:\p{Sc}|[A-Z]{3})?$)/u, ''));
  if (match === null) return Number.NaN;
  const [, before, sign, digits, exponent, after] = match;
  const negative = before === '-' || before === '−' || sign === '-' || sign === '−' || after === '-' || before === '(';
  if ((before === '(') !== (after === ')') || (before !== '' && sign !== '')) return Number.NaN;
  // Blanks and apostrophes part thousands, nothing else.
  const written = digits!.trim();
  if (/['’\s]/u.test(written) && !/^\d{1,3}(?:['’\s]\d{3})+(?:[.,]\d*)?$/u.test(written)) return Number.NaN;
  const number = Number(plainDigits(written.replace(/['’\s]/gu, ''), decimal) + (exponent ?? ''));
  if (!Number.isFinite(number)) return Number.NaN;
  return negative ? -number : number;
}

/** Digits with thousands separators taken out and a point for the decimal mark. */
function plainDigits(text: string, decimal: DecimalMark): string {
  const comma = text.lastIndexOf(',');
  const point = text.lastIndexOf('.');
  let mark: string = decimal;
  if (comma >= 0 && point >= 0) mark = comma > point ? ',' : '.';
  else if (comma >= 0 && !/^\d{1,3}(,\d{3})+$/u.test(text)) mark = ',';
  else if (point >= 0 && !/^\d{1,3}(\.\d{3})+$/u.test(text)) mark = '.';
  const at = text.lastIndexOf(mark);
  if (at >= 0 && text.indexOf(mark) !== at) return grouped(text);
  const whole = grouped(at < 0 ? text : text.slice(0, at));
  return at < 0 ? whole : `${whole === '' ? '0' : whole}.${text.slice(at + 1)}`;
}

/** A whole number without its separators; NaN's text when they do not stand before three digits. */
function grouped(text: string): string {
  if (/^\d*$/u.test(text)) return text;
  return /^\d{1,3}([.,]\d{2,3})*[.,]\d{3}$/u.test(text) ? text.replace(/[.,]/gu, '') : 'NaN';
}

/** The decimal mark that a column's amounts use: `,` only when some show it and none shows the point. */
export function guessDecimal(samples: readonly string[], delimiter: string): DecimalMark {
  let comma = 0;
  let point = 0;
  let open = 0;
  for (const sample of samples) {
    const digits = sample.replace(/[^\d.,]/gu, '');
    if (/\.\d{3},\d+$|^\d+,\d{1,2}$|^\d{4,},\d+$/u.test(digits)) comma++;
    else if (/,\d{3}\.\d+$|^\d+\.\d{1,2}$|^\d{4,}\.\d+$/u.test(digits)) point++;
    else if (/^\d{1,3}[.,]\d{3}$/u.test(digits)) open++;
  }
  if (comma > point) return ',';
  // `1.234` in a file cut by semicolons comes from a place that writes decimals with a comma.
  return point === 0 && open > 0 && delimiter === ';' ? ',' : '.';
}
