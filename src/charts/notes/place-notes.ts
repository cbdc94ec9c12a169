/** Something that happened on a day, to be marked where it lies. */
export interface DatedNote {
  readonly us: number;
  readonly text: string;
}

export interface NoteMark {
  /** Where the days lie, in pixels; several where they stand too close for a number each. */
  readonly lines: readonly number[];
  /** The middle of the number. */
  readonly x: number;
  /** "2", or "2–4": numbers from 1, as the list of notes has them. */
  readonly text: string;
  /** Width of what is under the number. */
  readonly width: number;
}

const DISC_PX = 15;
const LETTER_PX = 6.2;

/** Marks for notes in the order of their days; `at` gives the place of a moment, `null` outside of the picture. */
export function placeNotes(notes: readonly DatedNote[], at: (us: number) => number | null): readonly NoteMark[] {
  const groups: { readonly lines: number[]; readonly first: number; last: number }[] = [];
  for (const [k, { us }] of notes.entries()) {
    const x = at(us);
    if (x === null) continue;
    const before = groups.at(-1);
    if (before && x - (before.lines.at(-1) ?? 0) < DISC_PX + 3) {
      before.lines.push(x);
      before.last = k + 1;
    } else groups.push({ lines: [x], first: k + 1, last: k + 1 });
  }
  return groups.map(({ lines, first, last }) => {
    const text = first === last ? String(first) : `${first}\u2013${last}`;
    return {
      lines,
      x: ((lines[0] ?? 0) + (lines.at(-1) ?? 0)) / 2,
      text,
      width: Math.max(DISC_PX, text.length * LETTER_PX + 6),
    };
  });
}

/** The place of a moment among periods of equal width that begin at `left`. */
export function amongPeriods(
  periods: readonly { readonly startUs: number; readonly endUs: number }[],
  left: number,
  slot: number,
): (us: number) => number | null {
  return (us) => {
    const k = periods.findIndex((period) => us >= period.startUs && us < period.endUs);
    const period = periods[k];
    if (!period) return null;
    return left + (k + (us - period.startUs) / (period.endUs - period.startUs)) * slot;
  };
}
