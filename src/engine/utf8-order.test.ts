import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareUtf8 } from './utf8-order.ts';

test('the order is that of the bytes', () => {
  const unit = fc.constantFrom('a', 'b', 'é', '~', '\uff5e', '😀', '𐍈', '\ue000');
  const text = fc.array(unit, { maxLength: 4 }).map((units) => units.join(''));
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    { numRuns: 2000, seed: 5 },
  );
});
