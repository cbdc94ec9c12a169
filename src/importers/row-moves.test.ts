import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CodeChunks, codeArray, DoubleChunks } from './bytes/growable.ts';
import { NOWHERE, RowMoves } from './row-moves.ts';

it('orders rows by person, then time, then input, and leaves out those taken back', () => {
  const row = fc.record({ person: fc.nat(1500), time: fc.nat(5), dropped: fc.boolean() });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 300 }), fc.nat(300), (rows, cut) => {
      const at = Math.min(cut, rows.length);
      // The plan names the second part of the rows first.
      const blocks = [
        { from: at, to: rows.length },
        { from: 0, to: at },
      ];
      const input = blocks.flatMap(({ from, to }) => rows.slice(from, to).map((one, i) => ({ ...one, row: from + i })));
      const wanted = input.filter((one) => !one.dropped);
      wanted.sort((a, b) => a.person - b.person || a.time - b.time);
      const personStart = new Uint32Array(1502);
      for (const { person } of wanted) personStart[person + 1]!++;
      for (let p = 0; p < 1501; p++) personStart[p + 1]! += personStart[p]!;
      const times = new DoubleChunks(Number.NaN);
      const codes = new CodeChunks();
      rows.forEach((one, i) => {
        times.push(one.time);
        codes.push(i);
      });
      const people = Uint32Array.from(rows, ({ dropped, person }) => (dropped ? NOWHERE : person));
      const moves = new RowMoves(people, blocks, personStart);
      expect([...moves.times(times, personStart)]).toEqual(wanted.map((one) => one.time));
      const moved = moves.codes(codes, (length, buffer) => codeArray(length, 70_000, buffer));
      expect([...moved]).toEqual(wanted.map((one) => one.row));
      expect([...moves.constants(blocks, [7, 3])]).toEqual(wanted.map((one) => (one.row >= at ? 7 : 3)));
    }),
  );
});
