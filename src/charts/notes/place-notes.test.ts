import { describe, expect, it } from 'vitest';
import { amongPeriods, placeNotes } from './place-notes.ts';

const notes = (...places: number[]) => places.map((us) => ({ us, text: 'x' }));
const inside = (us: number) => (us < 0 || us > 500 ? null : us);

describe('marks of notes', () => {
  it('stand at their days under the numbers of their list, and outside of it not at all', () => {
    const marks = placeNotes(notes(-4, 100, 200, 900), inside);
    expect(marks.map(({ x, text }) => [x, text])).toEqual([
      [100, '2'],
      [200, '3'],
    ]);
  });

  it('share a number where they stand too close, so that no two numbers meet', () => {
    const marks = placeNotes(notes(100, 106, 112, 300), inside);
    expect(marks.map(({ text, lines }) => [text, lines.length])).toEqual([
      ['1–3', 3],
      ['4', 1],
    ]);
    for (const [k, mark] of marks.entries()) {
      const next = marks[k + 1];
      if (next) expect(mark.x + mark.width / 2).toBeLessThan(next.x - next.width / 2);
    }
  });

  it('lie in their period by the share of it that has passed', () => {
    const at = amongPeriods(
      [
        { startUs: 0, endUs: 10 },
        { startUs: 10, endUs: 20 },
      ],
      46,
      100,
    );
    expect([at(0), at(15), at(20), at(-1)]).toEqual([46, 196, null, null]);
  });
});
