import { describe, expect, it } from 'vitest';
import { exampleRail } from './rail.examples.ts';
import { exampleModel, LONG_LABELS } from './stairs.examples.ts';
import { layoutStairs, type Rect, type StairsLayout, type StairsModel, type TextPlace } from './stairs.layout.ts';
import { textWidth } from './wrap-label.ts';

const MIXED = exampleRail(['holds', 'weak', 'broken', 'absent', 'holds', 'weak']);
const LONG = exampleRail(['absent', 'absent', 'absent', 'absent', 'absent', 'absent'], {
  posts: 12,
  name: 'The newsletter registration form of the association for the floodplain and its tributaries',
  state: 'reaches few',
});

const MODELS: Readonly<Record<string, StairsModel>> = {
  ordinary: { ...exampleModel([18_204, 5210, 1705, 611, 204]), rail: MIXED },
  'ten million': {
    ...exampleModel([10_000_000, 9_214_881, 4_020_112, 31_007, 412], { note: '7 only seen later' }),
    rail: MIXED,
  },
  'five people': { ...exampleModel([5, 4, 2, 1, 0]), rail: MIXED },
  nobody: { ...exampleModel([0, 0, 0, 0, 0]), rail: MIXED },
  everybody: { ...exampleModel([640, 640, 640, 640, 640]), rail: LONG },
  'nearly all go on': {
    ...exampleModel([1979, 1881, 1430, 361, 204]),
    rail: exampleRail(['absent', 'absent', 'absent', 'absent'], { posts: 3, name: '', state: 'Nothing to hold on to' }),
  },
  'two not measured': { ...exampleModel([8000, null, null, 842, 91]), rail: MIXED },
  'first and last not measured': { ...exampleModel([null, 12_940, 4118, 1706, null]), rail: MIXED },
  'long labels': {
    ...exampleModel([18_204, 5210, 1705, 611, 204], { labels: LONG_LABELS, note: '143 only seen later' }),
    rail: LONG,
  },
};
const WIDTHS = [240, 326, 500, 719, 720, 820, 1000, 1190, 1600];
const CASES = Object.keys(MODELS).flatMap((name) => WIDTHS.map((width) => [name, width] as const));
const lay = (name: string, width: number) => layoutStairs(MODELS[name] ?? exampleModel([]), width);

function textsOf(layout: StairsLayout): TextPlace[] {
  return [
    ...layout.stages.flatMap((stage) => [...stage.label, stage.count, ...stage.note]),
    ...layout.transitions.flatMap((place) => [place.rate, place.interval, place.dropped, place.inProgress]),
    ...(layout.rail?.parts ?? []).flatMap((part) => [...part.lead, part.needs]),
  ].filter((text): text is TextPlace => text !== null && text.text !== '');
}

function boxOf(text: TextPlace): Rect {
  const width = textWidth(text.text, text.fontPx);
  const x = text.anchor === 'middle' ? text.x - width / 2 : text.x;
  return { x, y: text.y - text.fontPx * 0.74, width, height: text.fontPx * 0.94 };
}

const overlap = (a: Rect, b: Rect) =>
  a.x < b.x + b.width - 0.5 && b.x < a.x + a.width - 0.5 && a.y < b.y + b.height - 0.5 && b.y < a.y + a.height - 0.5;

/** A row of little boxes along a line. */
function along(from: { x: number; y: number }, to: { x: number; y: number }): Rect[] {
  return Array.from({ length: 41 }, (_, k) => {
    const at = (a: number, b: number) => a + ((b - a) * k) / 40;
    return { x: at(from.x, to.x) - 2.5, y: at(from.y, to.y) - 2.5, width: 5, height: 5 };
  });
}

describe('the handrail', () => {
  it.each(CASES)('lets no two labels collide and stays inside (%s, %i px)', (name, width) => {
    const layout = lay(name, width);
    const texts = textsOf(layout);
    const collisions = texts.flatMap((a, i) =>
      texts.slice(i + 1).flatMap((b) => (overlap(boxOf(a), boxOf(b)) ? [`${a.text} / ${b.text}`] : [])),
    );
    expect(collisions).toEqual([]);
    for (const box of texts.map(boxOf)) {
      expect(box.x).toBeGreaterThanOrEqual(-1);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(layout.width + 1);
      expect(box.y + box.height).toBeLessThanOrEqual(layout.height + 1);
    }
    expect(JSON.stringify(layout)).not.toMatch(/NaN|Infinity/);
  });

  it.each(CASES)('crosses no text and no block (%s, %i px)', (name, width) => {
    const layout = lay(name, width);
    const rail = (layout.rail?.parts ?? []).flatMap(({ from, to }) => along(from, to));
    const marks = (layout.rail?.parts ?? []).flatMap(({ posts }) =>
      posts.map(({ x, y }) => ({ x: x - 6, y: y - 6, width: 12, height: 12 })),
    );
    const others = [...textsOf(layout).map(boxOf), ...layout.stages.flatMap(({ block }) => (block ? [block] : []))];
    for (const box of [...rail, ...marks]) expect(others.filter((other) => overlap(box, other))).toEqual([]);
  });

  it.each([326, 1190])('runs without a break from stage to stage and on (%i px)', (width) => {
    const parts = lay('ordinary', width).rail?.parts ?? [];
    expect(parts.map(({ id }) => id)).toEqual([
      '>awareness',
      'awareness>interest',
      'interest>motivation',
      'motivation>action',
      'action>relationship',
      'relationship>relationship',
    ]);
    parts.slice(1).forEach((part, k) => {
      expect(part.from.x).toBeCloseTo(parts[k]?.to.x ?? -1, 0);
      expect(part.from.y).toBeCloseTo(parts[k]?.to.y ?? -1, 0);
    });
  });

  it('climbs with the stairs when wide', () => {
    for (const { from, to } of lay('ordinary', 1190).rail?.parts ?? []) expect(to.y).toBeLessThan(from.y);
  });

  it('leaves the same room before it is judged, so that nothing moves when it comes', () => {
    for (const width of WIDTHS) {
      const model = exampleModel([18_204, 5210, 1705, 611, 204]);
      const awaited = layoutStairs({ ...model, rail: 'awaited' }, width);
      const { rail: _, ...there } = layoutStairs({ ...model, rail: MIXED }, width);
      const { rail, ...before } = awaited;
      expect(rail).toBeNull();
      expect(before).toEqual(there);
    }
  });

  it('takes no room where there is none', () => {
    const model = exampleModel([18_204, 5210, 1705, 611, 204]);
    expect(layoutStairs({ ...model, rail: null }, 1190)).toEqual(layoutStairs(model, 1190));
  });

  it('gives a finger 40 pixels at every part with words, and overlaps no other target', () => {
    for (const width of [326, 1190]) {
      const layout = lay('ordinary', width);
      const parts = (layout.rail?.parts ?? []).filter(({ lead }) => lead.length > 0);
      expect(parts).toHaveLength(4);
      for (const { target } of parts) expect(Math.min(target.width, target.height)).toBeGreaterThanOrEqual(40);
      for (const [k, { target }] of parts.entries()) {
        for (const other of parts.slice(k + 1)) expect(overlap(target, other.target)).toBe(false);
      }
    }
  });

  it.each(WIDTHS)('cuts a long name and never its state (%i px)', (width) => {
    for (const { lead } of lay('long labels', width).rail?.parts ?? []) {
      if (lead.length > 0) expect(lead.map(({ text }) => text).join(' ')).toMatch(/ reaches few$/);
    }
  });

  it('leaves out the marks that would crowd each other', () => {
    const wide = layoutStairs(
      {
        ...exampleModel([100, 50, 20, 10, 5]),
        rail: exampleRail(['holds', 'holds', 'holds', 'holds', 'holds', 'holds'], { posts: 40 }),
      },
      1190,
    );
    expect(wide.rail?.parts.every(({ posts }) => posts.length === 0)).toBe(true);
  });
});
