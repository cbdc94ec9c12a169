import { ticks } from 'd3-array';
import { formatCount } from '../../words/numbers.ts';
import { type DatedNote, type NoteMark, placeNotes } from '../notes/place-notes.ts';
import { labelStep, type PlotLayout, plotBox, type Tick } from '../plot/plot.layout.ts';
import type { UseHistory } from './use-history.ts';

export interface ToolUseLayout extends PlotLayout {
  readonly bars: readonly { readonly x: number; readonly width: number; readonly y: number; readonly height: number }[];
  /** The time in which it was quiet; `null` when it was not. */
  readonly quiet: { readonly from: number; readonly to: number } | null;
  /** Lines at days that mean something, with their texts; no two texts meet. */
  readonly marks: readonly UseMark[];
  readonly notes: readonly NoteMark[];
  readonly across: readonly Tick[];
  readonly up: readonly Tick[];
}

export interface UseMark {
  readonly code: 'since' | 'quiet' | 'last-use';
  readonly x: number;
  readonly text: string;
  /** Where the text begins, ends or lies. */
  readonly anchor: 'start' | 'end';
  /** Lines of text from the top, from 0. */
  readonly row: number;
}

const TOOL_USE_HEIGHT_PX = 210;
const DAY_US = 86_400e6;
/** Room that a letter takes, and a month's label. */
const LETTER_PX = 6.4;
const MONTH_PX = 46;
const ROW_PX = 16;

/** What the marks say; geometry leaves room for them. */
export interface UseTexts {
  readonly since: string;
  readonly quiet: string;
  readonly lastUse: string;
  /** The label of the first of a month. */
  readonly month: (day: number, isFirst: boolean) => string;
}

/** Bars of uses over days, the day since when it was there, the last use, and the time in which it was quiet. */
export function layoutToolUse(
  history: UseHistory,
  texts: UseTexts,
  width: number,
  notes: readonly DatedNote[] = [],
): ToolUseLayout {
  const { fromDay, toDay, periods } = history;
  const box = plotBox(width, TOOL_USE_HEIGHT_PX, notes.length > 0 ? 62 : 44);
  const span = Math.max(1, toDay + 1 - fromDay);
  const at = (day: number) => box.left + ((day - fromDay) / span) * (box.right - box.left);
  const most = Math.max(1, ...periods.map(({ uses }) => uses));
  const y = (uses: number) => box.bottom - (uses / most) * (box.bottom - box.top);
  const bars = periods.map((period) => {
    const [from, to] = [at(Math.max(fromDay, period.fromDay)), at(Math.min(toDay, period.toDay) + 1)];
    const gap = to - from > 6 ? 1.5 : 0.25;
    const height = period.uses === 0 ? 0 : Math.max(1, box.bottom - y(period.uses));
    return { x: from + gap / 2, width: Math.max(0.5, to - from - gap), y: box.bottom - height, height };
  });
  return {
    ...box,
    bars,
    stops: bars.map((bar) => bar.x + bar.width / 2),
    quiet: history.quietDay === null ? null : { from: at(history.quietDay), to: at(toDay + 1) },
    notes: placeNotes(notes, (us) => {
      const day = us / DAY_US;
      return day < fromDay || day > toDay ? null : at(day);
    }),
    marks: placeMarks(marksOf(history, texts, at), box.left, box.right),
    across: months(fromDay, toDay, at, box.right - box.left, texts.month),
    up: ticks(0, most, 3)
      .filter(Number.isInteger)
      .map((uses) => ({ at: y(uses), text: formatCount(uses) })),
  };
}

type Wish = Pick<UseMark, 'code' | 'x' | 'text'>;

function marksOf(history: UseHistory, texts: UseTexts, at: (day: number) => number): Wish[] {
  const { sinceDay, fromDay, quietDay, lastUseDay, toDay } = history;
  const marks: Wish[] = [];
  if (sinceDay !== null && sinceDay >= fromDay) marks.push({ code: 'since', x: at(sinceDay), text: texts.since });
  if (quietDay !== null) marks.push({ code: 'quiet', x: at(quietDay), text: texts.quiet });
  else if (lastUseDay !== null && lastUseDay < toDay) {
    marks.push({ code: 'last-use', x: at(lastUseDay + 0.5), text: texts.lastUse });
  }
  return marks;
}

/** Each text to the side on which it has room; on a line of its own where it would meet another. */
function placeMarks(wishes: readonly Wish[], left: number, right: number): UseMark[] {
  const placed: (UseMark & { readonly from: number; readonly to: number })[] = [];
  for (const wish of wishes) {
    const own = wish.text.length * LETTER_PX;
    const anchor = wish.x + own <= right || wish.x - own < left ? ('start' as const) : ('end' as const);
    const from = anchor === 'start' ? wish.x : wish.x - own;
    const meets = (row: number) =>
      placed.some((one) => one.row === row && from < one.to + LETTER_PX && one.from < from + own + LETTER_PX);
    const row = meets(0) ? 1 : 0;
    placed.push({ ...wish, anchor, row, from, to: from + own });
  }
  return placed.map(({ from: _, to: __, ...mark }) => mark);
}

/** Where a mark's text stands, in pixels from the top. */
export function markTextY(row: number): number {
  return 14 + row * ROW_PX;
}

function months(
  fromDay: number,
  toDay: number,
  at: (day: number) => number,
  widthPx: number,
  text: UseTexts['month'],
): Tick[] {
  const firsts: number[] = [];
  for (let day = fromDay; day <= toDay; day++) {
    if (new Date(day * 86_400_000).getUTCDate() === 1) firsts.push(day);
  }
  if (firsts.length < 2) {
    return [fromDay, toDay]
      .filter((day, k, all) => all.indexOf(day) === k)
      .map((day, k) => ({
        at: k === 0 ? at(day) + MONTH_PX / 2 : at(day + 1) - MONTH_PX / 2,
        text: text(day, false),
      }));
  }
  const step = labelStep(firsts.length, widthPx, MONTH_PX);
  return firsts.filter((_, k) => k % step === 0).map((day, k) => ({ at: at(day), text: text(day, k === 0) }));
}
