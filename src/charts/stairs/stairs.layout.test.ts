import { describe, expect, it } from 'vitest';
import { exampleModel, LONG_LABELS } from './stairs.examples.ts';
import { layoutStairs, type Rect, type StairsLayout, type StairsModel, type TextPlace } from './stairs.layout.ts';
import { textWidth } from './wrap-label.ts';

const MODELS: Readonly<Record<string, StairsModel>> = {
  ordinary: exampleModel([18_204, 5210, 1705, 611, 204]),
  'ten million': exampleModel([10_000_000, 9_214_881, 4_020_112, 31_007, 412], { note: '337,689 only seen later' }),
  'five people': exampleModel([5, 4, 2, 1, 0]),
  nobody: exampleModel([0, 0, 0, 0, 0]),
  everybody: exampleModel([640, 640, 640, 640, 640]),
  'two not measured': exampleModel([8000, null, null, 842, 91]),
  'first and last not measured': exampleModel([null, 12_940, 4118, 1706, null]),
  'one stage': exampleModel([null, null, 1434, null, null]),
  'one step alone': exampleModel([1434]),
  'three steps': exampleModel([1434, 1303, 1283]),
  'long labels': exampleModel([18_204, 5210, 1705, 611, 204], { labels: LONG_LABELS, note: '143 only seen later' }),
  '3 of ten million': exampleModel([10_000_000, 3, 1, 1, 1]),
};
const WIDTHS = [240, 326, 500, 719, 720, 820, 1000, 1190, 1600];
const CASES = Object.keys(MODELS).flatMap((name) => WIDTHS.map((width) => [name, width] as const));

const lay = (name: string, width: number) => layoutStairs(MODELS[name] ?? exampleModel([]), width);

function textsOf(layout: StairsLayout): TextPlace[] {
  return [
    ...layout.stages.flatMap((stage) => [...stage.label, stage.count, ...stage.note]),
    ...layout.transitions.flatMap((place) =>
      [place.rate, place.interval, place.dropped, place.inProgress].filter((text) => text !== null),
    ),
  ].filter((text) => text.text !== '');
}

function boxOf(text: TextPlace): Rect {
  const width = textWidth(text.text, text.fontPx);
  const x = text.anchor === 'middle' ? text.x - width / 2 : text.x;
  return { x, y: text.y - text.fontPx * 0.74, width, height: text.fontPx * 0.94 };
}

const overlap = (a: Rect, b: Rect) =>
  a.x < b.x + b.width - 0.5 && b.x < a.x + a.width - 0.5 && a.y < b.y + b.height - 0.5 && b.y < a.y + a.height - 0.5;

describe('the stairs', () => {
  it.each(CASES)('never let two labels collide (%s, %i px)', (name, width) => {
    const texts = textsOf(lay(name, width));
    const collisions = texts.flatMap((a, i) =>
      texts.slice(i + 1).flatMap((b) => (overlap(boxOf(a), boxOf(b)) ? [`${a.text} / ${b.text}`] : [])),
    );
    expect(collisions).toEqual([]);
  });

  it.each(CASES)('never write over a block (%s, %i px)', (name, width) => {
    const layout = lay(name, width);
    const blocks = layout.stages.flatMap((stage) => (stage.block ? [stage.block] : []));
    const over = textsOf(layout).filter((text) => blocks.some((block) => overlap(boxOf(text), block)));
    expect(over.map((text) => text.text)).toEqual([]);
  });

  it.each(CASES)('stay inside the picture, with finite figures only (%s, %i px)', (name, width) => {
    const layout = lay(name, width);
    expect(JSON.stringify(layout)).not.toMatch(/NaN|null,"y"|Infinity/);
    for (const box of [...textsOf(layout).map(boxOf), ...layout.stages.flatMap((stage) => stage.block ?? [])]) {
      expect(box.x).toBeGreaterThanOrEqual(-1);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(layout.width + 1);
      expect(box.y + box.height).toBeLessThanOrEqual(layout.height + 1);
    }
  });

  it('scale the blocks by people', () => {
    const [a, b] = lay('ordinary', 1190).stages.map((stage) => stage.block?.height ?? 0);
    expect((b ?? 0) / (a ?? 1)).toBeCloseTo(5210 / 18_204, 2);
    const [wideA, wideB] = lay('ordinary', 326).stages.map((stage) => stage.block?.width ?? 0);
    expect((wideB ?? 0) / (wideA ?? 1)).toBeCloseTo(5210 / 18_204, 1);
  });

  it('still show three people of ten million', () => {
    const layout = lay('3 of ten million', 1190);
    expect(layout.stages[1]?.block?.height).toBeGreaterThanOrEqual(3);
    expect(layout.transitions[0]?.ribbon).not.toBe('');
  });

  it('draw no block, ribbon or fall for nobody', () => {
    const layout = lay('nobody', 1190);
    expect(layout.stages.every((stage) => stage.block === null)).toBe(true);
    expect(layout.transitions.every((place) => place.ribbon === '' && place.fall === '' && !place.waiting)).toBe(true);
  });

  it('draw no fall where nobody fell', () => {
    expect(lay('everybody', 1190).transitions.every((place) => place.fall === '')).toBe(true);
  });

  it('give what is not measured a step, and no block', () => {
    const layout = lay('two not measured', 1190);
    expect(layout.stages.map((stage) => stage.measured)).toEqual([true, false, false, true, true]);
    expect(layout.stages[1]?.block).toBeNull();
    expect(layout.stages[1]?.count.text).toBe('not measured');
    expect(layout.transitions.map((place) => `${place.from} ${place.to}`)).toEqual([
      'awareness action',
      'action relationship',
    ]);
  });

  it('climb to the right when wide and run downwards when narrow', () => {
    const wide = lay('ordinary', 1190).stages.map((stage) => stage.tread.y);
    expect(wide).toEqual([...wide].sort((a, b) => b - a));
    const narrow = lay('ordinary', 326);
    expect(narrow.kind).toBe('narrow');
    const tops = narrow.stages.map((stage) => stage.tread.y);
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
  });

  it('keep their height when everybody goes on', () => {
    expect(lay('everybody', 1190).height).toBeLessThanOrEqual(lay('ordinary', 1190).height);
  });

  it('give a finger 44 pixels in the narrow picture', () => {
    const layout = lay('ordinary', 326);
    for (const { target } of [...layout.stages, ...layout.transitions]) {
      expect(Math.min(target.width, target.height)).toBeGreaterThanOrEqual(44);
    }
  });

  it('refuse a transition between stages that are not there', () => {
    const model = exampleModel([10, 5]);
    expect(() => layoutStairs({ ...model, stages: model.stages.slice(0, 1) }, 1190)).toThrow(RangeError);
  });
});
