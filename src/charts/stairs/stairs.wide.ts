import { px, sizesOf } from './parts.ts';
import { railAt, railBandPx, wideRail } from './rail.layout.ts';
import type {
  StagePlace,
  StairsLayout,
  StairsModel,
  StairsStage,
  StairsTransition,
  TransitionPlace,
} from './stairs.layout.ts';
import { textWidth, wrapLabel } from './wrap-label.ts';

const GAP_OF_BLOCK = 0.95;
const RISE = 34;
const CLIMB = 226;
const TALLEST = 196;
/** With a handrail above, the stairs are so much lower. */
const LOWER = 26;
const ROOM_ABOVE = 62;
const LINE = 17;
const EDGE = 10;
/** From the rail to the end of its marks, and a little air. */
const MARKS_BELOW = 10;
const WIDEST = 190;

interface Column {
  readonly stage: StairsStage;
  readonly x: number;
  readonly base: number;
  readonly thick: number;
  readonly lines: readonly string[];
  readonly note: readonly string[];
}

/** The stairs from left to right: blocks by people, each stage a step higher, what was lost falling to the floor. */
export function wideStairs(model: StairsModel, width: number): StairsLayout {
  const layout = stairsBelow(model, width, 0);
  const missing = (model.rail ?? null) === null ? 0 : missingBelowRail(layout);
  return missing > 0 ? stairsBelow(model, width, missing) : layout;
}

/** How much lower the stairs have to stand, that no rate runs into a mark on the rail above it. */
function missingBelowRail({ stages, transitions, width }: StairsLayout): number {
  const [first, second] = stages;
  const partPx = first && second ? second.tread.x1 - first.tread.x1 : width;
  const lacks = transitions.map(
    ({ rate }) => railAt(rate.x, partPx, width) + MARKS_BELOW - (rate.y - rate.fontPx * 0.76),
  );
  return Math.ceil(Math.max(0, ...lacks));
}

function stairsBelow(model: StairsModel, width: number, lowered: number): StairsLayout {
  const n = Math.max(1, model.stages.length);
  const block = Math.min(WIDEST, (width - 2 * EDGE) / (n + (n - 1) * GAP_OF_BLOCK));
  const gap = n > 1 ? Math.min(block * 1.6, (width - 2 * EDGE - n * block) / (n - 1)) : 0;
  const rise = n > 1 ? Math.min(RISE, 136 / (n - 1)) : 0;
  const rail = model.rail ?? null;
  const above = ROOM_ABOVE + (rail ? railBandPx(block + gap) : 0) + lowered;
  const lower = rail ? LOWER : 0;
  const ground = above + CLIMB - lower;
  const scale = pixelsPerPerson(model, rise, lower);
  const columns = model.stages.map((stage, k): Column => {
    const thick = stage.reached ? Math.max(3, stage.reached * scale) : 0;
    const lines = wrapLabel(stage.label, block, 13, 3);
    const note = wrapLabel(stage.noteText, block, 11.5, 2);
    return { stage, x: EDGE + k * (block + gap), base: ground - k * rise, thick, lines, note };
  });
  const feet = columns.map((column) => column.base + 24 + column.lines.length * LINE + 22 + column.note.length * 15);
  const floor = Math.max(ground + 80, ...feet);
  const two = model.transitions.some((transition) => transition.droppedText && transition.inProgressText);
  const one = model.transitions.some((transition) => transition.droppedText || transition.inProgressText);
  const height = floor + (two ? 50 : one ? 32 : 8);
  const stages = columns.map((column, k) => placeStage(column, block, columns[k + 1]?.x ?? width + EDGE, floor));
  const transitions = model.transitions.map((transition) =>
    placeTransition(transition, columns, { block, gap, floor, height, above }),
  );
  const railStages = columns.map(({ stage, x, base, thick }) => ({
    id: stage.id,
    x: x + block / 2,
    top: base - thick,
  }));
  return {
    kind: 'wide',
    width,
    height,
    body: bodyOf(columns, width, floor),
    stages,
    transitions,
    rail: rail && rail !== 'awaited' ? wideRail(rail, railStages, width) : null,
  };
}

/** The largest scale at which no block rises above the room for rates. */
function pixelsPerPerson(model: StairsModel, rise: number, lower: number): number {
  const most = Math.max(0, ...model.stages.map((stage) => stage.reached ?? 0));
  if (most === 0) return 0;
  const limits = model.stages.flatMap((stage, k) =>
    stage.reached ? [(CLIMB - lower - k * rise) / stage.reached] : [],
  );
  return Math.min((TALLEST - lower) / most, ...limits);
}

function placeStage(column: Column, block: number, nextX: number, floor: number): StagePlace {
  const { stage, x, base, thick, lines } = column;
  const label = lines.map((text, i) => ({ text, x, y: base + 24 + i * LINE, fontPx: 13, anchor: 'start' as const }));
  const countY = base + 24 + (lines.length - 1) * LINE + 27;
  return {
    id: stage.id,
    measured: stage.reached !== null,
    block: thick > 0 ? { x, y: px(base - thick), width: block, height: px(thick) } : null,
    label,
    count: {
      text: stage.countText,
      x,
      y: stage.reached === null ? countY - 7 : countY,
      fontPx: stage.reached === null ? 12 : Math.min(22, Math.floor((22 * block) / textWidth(stage.countText, 22))),
      anchor: 'start',
    },
    note: column.note.map((text, i) => ({ text, x, y: countY + 18 + i * 14, fontPx: 11.5, anchor: 'start' })),
    tread: { x1: x - EDGE, x2: nextX - EDGE, y: base },
    target: {
      x: x - 4,
      y: base - Math.max(thick, 28) - 4,
      width: block + 8,
      height: floor - base + Math.max(thick, 28),
    },
  };
}

function placeTransition(
  transition: StairsTransition,
  columns: readonly Column[],
  place: { block: number; gap: number; floor: number; height: number; above: number },
): TransitionPlace {
  const { block, gap, floor, height, above } = place;
  const from = columns.findIndex((column) => column.stage.id === transition.from);
  const to = columns.findIndex((column) => column.stage.id === transition.to);
  const start = columns[from];
  const end = columns[to];
  if (!start || !end) throw new RangeError(`stairs: no stage ${transition.from} or ${transition.to}`);
  const x1 = start.x + block;
  const x2 = end.x;
  const top = start.base - start.thick;
  const [on = 0, waits = 0, falls = 0] = sizesOf(
    [transition.converted, transition.inProgress, transition.dropped],
    start.thick,
    1.5,
  );
  const before = columns[to - 1] ?? start;
  const highest = Math.min(before.base - (before.thick || on), end.base - end.thick);
  const middle = (before.x + block + x2) / 2;
  const rateY = Math.max(above - 36, highest - (transition.intervalText ? 28 : 14));
  return {
    from: transition.from,
    to: transition.to,
    ribbon: on > 0 ? ribbon(columns.slice(from, to + 1), block, top, on) : '',
    fall:
      falls > 0 ? fall(x1, start.base - falls, start.base, floor, Math.min(Math.max(falls * 0.42, 5), gap * 0.34)) : '',
    fallFade: { from: start.base - falls, to: floor },
    waiting: waits > 0 ? { x: x1, y: px(top + on), width: Math.min(26, gap * 0.24), height: px(waits) } : null,
    rate: {
      text: transition.rateText,
      x: middle,
      y: rateY,
      fontPx: transition.intervalText ? 18 : 12,
      anchor: 'middle',
    },
    interval: transition.intervalText
      ? { text: transition.intervalText, x: middle, y: rateY + 16, fontPx: 11.5, anchor: 'middle' }
      : null,
    dropped: transition.droppedText
      ? { text: transition.droppedText, x: x1 + 2, y: floor + 21, fontPx: 12.5, anchor: 'start' }
      : null,
    inProgress: transition.inProgressText
      ? {
          text: transition.inProgressText,
          x: x1 + 2,
          y: floor + (transition.droppedText ? 39 : 21),
          fontPx: 12,
          anchor: 'start',
        }
      : null,
    target: { x: x1 + 4, y: rateY - 20, width: x2 - x1 - 8, height: height - rateY + 20 },
  };
}

/** From the top of the first block to the whole last one, passing over the steps that are not measured. */
function ribbon(columns: readonly Column[], block: number, top: number, thick: number): string {
  const stops = columns.map((column, i) => {
    const last = i === columns.length - 1;
    const upper = i === 0 ? top : column.base - (last ? column.thick : thick);
    const lower = i === 0 ? top + thick : column.base;
    return { left: column.x, right: column.x + block, upper, lower };
  });
  const first = stops[0];
  if (!first) return '';
  let there = `M${px(first.right)} ${px(first.upper)}`;
  let back = '';
  for (let i = 1; i < stops.length; i++) {
    const a = stops[i - 1];
    const b = stops[i];
    if (!a || !b) continue;
    const m = px((a.right + b.left) / 2);
    there += `C${m} ${px(a.upper)} ${m} ${px(b.upper)} ${px(b.left)} ${px(b.upper)}`;
    back = `C${m} ${px(b.lower)} ${m} ${px(a.lower)} ${px(a.right)} ${px(a.lower)}${back}`;
    if (i < stops.length - 1) {
      there += `L${px(b.right)} ${px(b.upper)}`;
      back = `L${px(b.left)} ${px(b.lower)}${back}`;
    } else {
      there += `L${px(b.left)} ${px(b.lower)}`;
    }
  }
  return `${there}${back}Z`;
}

/** Over the edge and down: wide at the block, then a stream of `width` to the floor. */
function fall(x: number, upper: number, lower: number, floor: number, width: number): string {
  const near = x + 5;
  const far = near + width;
  const turn = Math.min(lower + 18 + width * 0.6, floor);
  const bend = Math.max(6, width * 0.75);
  return [
    `M${px(x)} ${px(upper)}`,
    `C${px(x + bend)} ${px(upper)} ${px(far)} ${px(upper + (turn - upper) * 0.3)} ${px(far)} ${px(turn)}`,
    `L${px(far)} ${px(floor)}L${px(near)} ${px(floor)}L${px(near)} ${px(lower + 10)}`,
    `C${px(near)} ${px(lower + 3)} ${px(x + 3)} ${px(lower)} ${px(x)} ${px(lower)}Z`,
  ].join('');
}

function bodyOf(columns: readonly Column[], width: number, floor: number): string {
  const first = columns[0];
  if (!first) return '';
  let path = `M0 ${px(floor)}L0 ${px(first.base)}`;
  for (const column of columns.slice(1)) {
    const x = px(column.x - EDGE);
    path += `H${x}V${px(column.base)}`;
  }
  return `${path}H${px(width)}V${px(floor)}Z`;
}
