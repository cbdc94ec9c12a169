import { px, sizesOf } from './parts.ts';
import { NARROW_RAIL, narrowRail } from './rail.layout.ts';
import type {
  StagePlace,
  StairsLayout,
  StairsModel,
  StairsStage,
  StairsTransition,
  TransitionPlace,
} from './stairs.layout.ts';
import { textWidth, wrapLabel } from './wrap-label.ts';

const BAR = 40;
const BETWEEN = 92;
const STEP = 9;
const LINE = 17;
const TOP = 6;

interface Row {
  readonly stage: StairsStage;
  readonly x: number;
  readonly y: number;
  readonly wide: number;
  readonly lines: readonly string[];
  readonly note: readonly string[];
  readonly height: number;
}

/** The stairs for a small screen: stages one below the other, the picture at the left, the words beside it. */
export function narrowStairs(model: StairsModel, width: number): StairsLayout {
  const rail = model.rail ?? null;
  const left = rail ? NARROW_RAIL.left : 0;
  const between = BETWEEN + (rail ? NARROW_RAIL.below : 0);
  const picture = Math.round(Math.max(60 + left, Math.min(300, width * 0.42, width - 18 - widestFigure(model))));
  const words = picture + 18;
  const indent = STEP * Math.max(0, model.stages.length - 1);
  const most = Math.max(0, ...model.stages.map((stage) => stage.reached ?? 0));
  const scale = most > 0 ? (picture - left - indent) / most : 0;
  const rows: Row[] = [];
  let y = TOP;
  model.stages.forEach((stage, k) => {
    const lines = wrapLabel(stage.label, width - words, 13, 3);
    const note = wrapLabel(stage.noteText, width - words, 11.5, 2);
    const height = Math.max(BAR, lines.length * LINE + 26 + note.length * 15);
    const wide = stage.reached ? Math.max(3, stage.reached * scale) : 0;
    rows.push({ stage, x: left + k * STEP, y, wide, lines, note, height });
    const leaves = model.transitions.some((transition) => transition.from === stage.id);
    y += height + (leaves ? between : 22);
  });
  const height = y - 22 + 6;
  const stages = rows.map((row) => placeStage(row, words, width, picture));
  const transitions = model.transitions.map((transition) => placeTransition(transition, rows, words, width, between));
  const railStages = rows.map((row) => {
    const place = transitions.find(({ from }) => from === row.stage.id);
    const lines = place ? [place.rate, place.interval, place.dropped, place.inProgress] : [];
    const lowest = Math.max(0, ...lines.map((line) => line?.y ?? 0));
    return { id: row.stage.id, x: row.x, y: row.y, height: BAR, wordsY: place ? lowest + 23 : null };
  });
  return {
    kind: 'narrow',
    width,
    height,
    body: '',
    stages,
    transitions,
    rail: rail && rail !== 'awaited' ? narrowRail(rail, railStages, { width, height, words }) : null,
  };
}

/** What cannot be broken into lines needs its width beside the picture. */
function widestFigure(model: StairsModel): number {
  const counts = model.stages.map((stage) => textWidth(stage.countText, stage.reached === null ? 12 : 19));
  const ways = model.transitions.flatMap(({ droppedText, inProgressText }) => [
    textWidth(droppedText, 12.5),
    textWidth(inProgressText, 12),
  ]);
  return Math.max(0, ...counts, ...ways);
}

function placeStage(row: Row, words: number, width: number, picture: number): StagePlace {
  const { stage, x, y, wide, lines } = row;
  const label = lines.map((text, i) => ({
    text,
    x: words,
    y: y + 13 + i * LINE,
    fontPx: 13,
    anchor: 'start' as const,
  }));
  const measured = stage.reached !== null;
  const countY = y + 13 + (lines.length - 1) * LINE + (measured ? 24 : 18);
  return {
    id: stage.id,
    measured,
    block: wide > 0 ? { x, y, width: px(wide), height: BAR } : null,
    label,
    count: { text: stage.countText, x: words, y: countY, fontPx: measured ? 19 : 12, anchor: 'start' },
    note: row.note.map((text, i) => ({ text, x: words, y: countY + 17 + i * 14, fontPx: 11.5, anchor: 'start' })),
    tread: { x1: x, x2: picture, y: y + BAR },
    target: { x: 0, y: y - 4, width, height: Math.max(44, row.height + 6) },
  };
}

function placeTransition(
  transition: StairsTransition,
  rows: readonly Row[],
  words: number,
  width: number,
  between: number,
): TransitionPlace {
  const start = rows.find((row) => row.stage.id === transition.from);
  const end = rows.find((row) => row.stage.id === transition.to);
  if (!start || !end) throw new RangeError(`stairs: no stage ${transition.from} or ${transition.to}`);
  const [on = 0, waits = 0, falls = 0] = sizesOf(
    [transition.converted, transition.inProgress, transition.dropped],
    start.wide,
    1.5,
  );
  const y1 = start.y + BAR;
  const y2 = end.y;
  const zone = start.y + start.height;
  const foot = Math.min(y1 + between - 8, y2 - 6);
  const m = px((y1 + y2) / 2);
  const waitX = start.x + on;
  const fallX = waitX + waits;
  const lines = [transition.droppedText, transition.inProgressText].filter(Boolean).length;
  const rateY = zone + (lines === 2 ? 26 : 34);
  const inlineInterval = transition.intervalText !== '';
  const second = rateY + (inlineInterval ? 34 : 18);
  return {
    from: transition.from,
    to: transition.to,
    ribbon:
      on > 0
        ? `M${px(start.x)} ${y1}C${px(start.x)} ${m} ${px(end.x)} ${m} ${px(end.x)} ${y2}H${px(end.x + end.wide)}C${px(end.x + end.wide)} ${m} ${px(start.x + on)} ${m} ${px(start.x + on)} ${y1}Z`
        : '',
    fall: falls > 0 ? fall(fallX, fallX + falls, y1, foot) : '',
    fallFade: { from: y1, to: foot },
    waiting: waits > 0 ? { x: px(waitX), y: y1, width: px(waits), height: 16 } : null,
    rate: { text: transition.rateText, x: words, y: rateY, fontPx: inlineInterval ? 16 : 12, anchor: 'start' },
    interval: inlineInterval
      ? { text: transition.intervalText, x: words, y: rateY + 16, fontPx: 11.5, anchor: 'start' }
      : null,
    dropped: transition.droppedText
      ? { text: transition.droppedText, x: words, y: second, fontPx: 12.5, anchor: 'start' }
      : null,
    inProgress: transition.inProgressText
      ? {
          text: transition.inProgressText,
          x: words,
          y: second + (transition.droppedText ? 17 : 0),
          fontPx: 12,
          anchor: 'start',
        }
      : null,
    target: { x: 0, y: zone + 4, width, height: Math.max(44, BETWEEN - 8) },
  };
}

/** Straight down from the bar's end, drawing together a little while it fades. */
function fall(x1: number, x2: number, y: number, foot: number): string {
  const narrowing = Math.min(14, (x2 - x1) * 0.2);
  const half = px(y + (foot - y) * 0.4);
  return `M${px(x1)} ${y}H${px(x2)}C${px(x2)} ${half} ${px(x2 - narrowing)} ${half} ${px(x2 - narrowing)} ${px(foot)}H${px(x1 + narrowing / 3)}C${px(x1 + narrowing / 3)} ${half} ${px(x1)} ${half} ${px(x1)} ${y}Z`;
}
