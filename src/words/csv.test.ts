import { describe, expect, it } from 'vitest';
import { csvCell, toCsv } from './csv.ts';

describe('CSV on the way out', () => {
  it.each(['=CMD()', '+1', '-2+3', '@SUM(A1)', '\tx', '\rx', '  =1+1', '＝1'])('disarms %j', (text) => {
    expect(csvCell(text).replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it('leaves numbers numbers, negative ones too', () => {
    expect(csvCell(-5)).toBe('-5');
    expect(csvCell(0.25)).toBe('0.25');
    expect(csvCell(Number.NaN)).toBe('');
    expect(csvCell(null)).toBe('');
  });

  it('leaves harmless text as it is', () => {
    expect(csvCell('Müller-Lüdenscheidt')).toBe('Müller-Lüdenscheidt');
  });

  it('quotes what would break a row', () => {
    expect(csvCell('a,b')).toBe('"a,b"');
    expect(csvCell('say "hi"')).toBe('"say ""hi"""');
    expect(toCsv(['name', 'n'], [['a\nb', 1]])).toBe('name,n\r\n"a\nb",1\r\n');
  });
});
