import fc from 'fast-check';

const PIECES = [
  "'",
  '"',
  '`',
  '\\',
  '\n',
  '\r',
  '\t',
  '\0',
  '😀',
  '%',
  '_',
  '*',
  '{p1:String}',
  '--',
  ';',
  ')',
  'é',
  'a',
  ' ',
];

/** Texts of what means something in SQL, in patterns or on the way: quotes, backslashes, line ends, NUL, emoji. */
export const oddText = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(''))
  .filter((text) => text.trim() !== '');
