import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessDecimal, parseNumber } from './number-parser.ts';

function read(text: string, decimal: '.' | ',' = '.'): number {
  const bytes = new TextEncoder().encode(text);
  return parseNumber(bytes, 0, bytes.length, decimal);
}

describe('parseNumber', () => {
  it.each([
    ['12', 12],
    ['-0.5', -0.5],
    [' 7 ', 7],
    ['1,234.50', 1234.5],
    ['1.234,50', 1234.5],
    ['1 234,50 €', 1234.5],
    ["CHF 1'234.50", 1234.5],
    ['$1,234', 1234],
    ['US$ 12.00', 12],
    ['€ -3,20', -3.2],
    ['(12.00)', -12],
    ['12.00-', -12],
    ['12,-', 12],
    ['1e3', 1000],
    ['12,5', 12.5],
    ['1.234.567', 1_234_567],
    ['12,34,567', 1_234_567],
    ['.5', 0.5],
    ['50 %', 50],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    '',
    '-',
    'abc',
    'YY-4017',
    '1e400',
    '--5',
    '1 2',
    "12'34",
    'RI-8070',
    '1.2.3',
    '12 apples',
    '1,23,45',
    '0x10',
    'NaN',
    'Infinity',
    '=1+1',
    '(5',
    '5)',
  ])('refuses %s', (text) => {
    expect(read(text)).toBeNaN();
  });

  it('lets the column say what an open text means', () => {
    expect([read('1,234', '.'), read('1,234', ','), read('1.234', '.'), read('1.234', ',')]).toEqual([
      1234, 1.234, 1.234, 1234,
    ]);
  });

  it('reads amounts with two decimals exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
        const amount = cents / 100;
        expect(read(amount.toFixed(2))).toBe(amount === 0 ? 0 : amount);
        expect(read(amount.toFixed(2).replace('.', ','), ',')).toBe(amount === 0 ? 0 : amount);
      }),
    );
  });
});

describe('guessDecimal', () => {
  it('needs evidence for the comma', () => {
    expect(guessDecimal(['12,50', '1.234,00'], ';')).toBe(',');
    expect(guessDecimal(['12.50', '1,234.00'], ',')).toBe('.');
    expect(guessDecimal(['1.234', '5'], ';')).toBe(',');
    expect(guessDecimal(['1,234', '5'], '\t')).toBe('.');
    expect(guessDecimal([], ',')).toBe('.');
  });
});
