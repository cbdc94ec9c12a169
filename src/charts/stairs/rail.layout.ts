import type { RailStrength } from '../../insights/tool-rail.ts';
import type { TransitionId } from '../../journey/tools.ts';
import { px } from './parts.ts';
import type { Rect, TextPlace } from './stairs.layout.ts';
import { wrapLabel } from './wrap-label.ts';

/** The handrail as it is drawn: texts are ready to show. */
export interface RailModel {
  /** Nothing is judged: the marks say only which names were seen. */
  readonly byNames: boolean;
  readonly parts: readonly RailPartModel[];
}

export interface RailPartModel {
  readonly id: TransitionId;
  /** `null` on the way into the first stage, and for the loop at the last. */
  readonly from: string | null;
  readonly to: string;
  readonly loop: boolean;
  readonly strength: RailStrength | null;
  readonly posts: readonly RailStrength[];
  /** A name that may be cut, and a state that may not. */
  readonly lead: { readonly name: string; readonly state: string };
  readonly needsText: string;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface RailPartPlace {
  readonly id: TransitionId;
  readonly strength: RailStrength | null;
  readonly from: Point;
  readonly to: Point;
  readonly posts: readonly (Point & { readonly strength: RailStrength })[];
  readonly lead: readonly TextPlace[];
  readonly needs: TextPlace | null;
  /** Where a pointer or a finger means this part. */
  readonly target: Rect;
}

export interface RailPlace {
  readonly byNames: boolean;
  readonly parts: readonly RailPartPlace[];
  /** What carries the rail: thin lines from it down to the stages. */
  readonly newels: readonly { readonly x: number; readonly y1: number; readonly y2: number }[];
}

/** How far the rail climbs over the whole width. */
const CLIMB = 54;
/** From the rail to the lowest mark below it. */
const BELOW = 16;
const LEAD_PX = 12.5;
const NEEDS_PX = 11.5;
const LEAD_LINE = 15;
/** So far apart are two needs on the rail at least. */
const BETWEEN_POSTS = 18;
/** From the rail to the baseline of the line above it. */
const LIFT = 17;

/** What the wide stairs have to leave free above them, by the length of a part. */
export function railBandPx(partPx: number): number {
  return 40 + CLIMB * 0.2 + leadLines(partPx) * LEAD_LINE;
}

/** How high the rail runs at a place, from the top of the picture. */
export function railAt(x: number, partPx: number, width: number): number {
  return 6 + leadLines(partPx) * LEAD_LINE + LIFT - CLIMB * 0.2 + LEAD_PX + CLIMB * (1 - x / width);
}

function leadLines(partPx: number): number {
  return partPx < 200 ? 3 : 2;
}

/** Each stage's middle and the top of what stands there. */
export interface RailStage {
  readonly id: string;
  readonly x: number;
  readonly top: number;
}

/** Above the stairs, climbing with them: from the left edge over the middle of every stage to the right edge. */
export function wideRail(model: RailModel, stages: readonly RailStage[], width: number): RailPlace {
  const partPx = (stages[1]?.x ?? width) - (stages[0]?.x ?? 0);
  const lines = leadLines(partPx);
  const at = (x: number): Point => ({ x: px(x), y: px(railAt(x, partPx, width)) });
  const middle = (id: string | null): number | null => stages.find((stage) => stage.id === id)?.x ?? null;
  const parts = model.parts.flatMap((part): RailPartPlace[] => {
    const end = middle(part.to);
    if (end === null) return [];
    const [x1, x2] = part.loop ? [end, width - 4] : [middle(part.from) ?? 4, end];
    const [from, to] = [at(x1), at(x2)];
    const centre = at((x1 + x2) / 2);
    const labelled = part.from !== null;
    const lead = labelled ? leadOf(part.lead, x2 - x1 - 22, lines) : [];
    const top = centre.y - LIFT - lead.length * LEAD_LINE - LEAD_PX;
    return [
      {
        id: part.id,
        strength: part.strength,
        from,
        to,
        posts: roomFor(part.posts, x2 - x1).map((strength, k) => ({
          ...at(x1 + ((x2 - x1) * (k + 1)) / (part.posts.length + 1)),
          strength,
        })),
        lead: lead.map((text, k) => ({
          text,
          x: centre.x,
          y: px(centre.y - LIFT - (lead.length - k) * LEAD_LINE),
          fontPx: LEAD_PX,
          anchor: 'middle',
        })),
        needs: labelled
          ? { text: part.needsText, x: centre.x, y: px(centre.y - LIFT), fontPx: NEEDS_PX, anchor: 'middle' }
          : null,
        target: rect(
          x1 + 3,
          (labelled ? top : Math.min(from.y, to.y) - 14) - 2,
          x2 - 3,
          Math.max(from.y, to.y) + BELOW + 4,
        ),
      },
    ];
  });
  const newels = stages.map(({ x, top }) => ({ x: px(x), y1: at(x).y, y2: px(top - 3) }));
  return { byNames: model.byNames, parts, newels };
}

/** What the narrow stairs leave free at their left for the rail, and below each way for its words. */
export const NARROW_RAIL = { left: 24, below: 46 } as const;

export interface NarrowRailStage {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** Where the words of the way to the next stage start; `null` where none leads on. */
  readonly wordsY: number | null;
}

/** Beside the stairs that run downwards, along their left edge; the words stand with the others. */
export function narrowRail(
  model: RailModel,
  stages: readonly NarrowRailStage[],
  place: { readonly width: number; readonly height: number; readonly words: number },
): RailPlace {
  const first = stages[0];
  const last = stages.at(-1);
  if (!first || !last) return { byNames: model.byNames, parts: [], newels: [] };
  const on = (stage: NarrowRailStage): Point => ({ x: px(stage.x - 15), y: px(stage.y + stage.height / 2) });
  const parts = model.parts.flatMap((part): RailPartPlace[] => {
    const stage = stages.find(({ id }) => id === part.to);
    const before = stages.find(({ id }) => id === part.from);
    if (!stage) return [];
    const end = on(stage);
    const from = part.loop ? end : before ? on(before) : { x: end.x, y: 3 };
    const to = part.loop ? { x: end.x, y: place.height - 3 } : end;
    const wordsY = before?.wordsY ?? null;
    const lead = wordsY === null ? [] : leadOf(part.lead, place.width - place.words, 2);
    return [
      {
        id: part.id,
        strength: part.strength,
        from,
        to,
        posts: roomFor(part.posts, to.y - from.y).map((strength, k) => {
          const share = (k + 1) / (part.posts.length + 1);
          return { x: px(from.x + (to.x - from.x) * share), y: px(from.y + (to.y - from.y) * share), strength };
        }),
        lead: lead.map((text, k) => ({
          text,
          x: place.words,
          y: px((wordsY ?? 0) + k * LEAD_LINE),
          fontPx: LEAD_PX,
          anchor: 'start',
        })),
        needs: null,
        target:
          wordsY === null
            ? rect(0, from.y, Math.max(26, from.x + 10), Math.max(to.y, from.y + 24))
            : rect(0, wordsY - 17, place.width, wordsY + 27),
      },
    ];
  });
  return { byNames: model.byNames, parts, newels: [] };
}

/** Needs that would crowd each other are left to the words beside them. */
function roomFor(posts: readonly RailStrength[], lengthPx: number): readonly RailStrength[] {
  return lengthPx / (posts.length + 1) < BETWEEN_POSTS ? [] : posts;
}

/** Where both do not fit, the name is cut and the state is not. */
function leadOf({ name, state }: RailPartModel['lead'], widthPx: number, maxLines: number): readonly string[] {
  const whole = [name, state].filter(Boolean).join(' ');
  const lines = balanced(whole, widthPx, maxLines);
  if (name === '' || state === '' || lines.join('').replaceAll(/[\s-]/g, '') === whole.replaceAll(/[\s-]/g, ''))
    return lines;
  const below = wrapLabel(state, widthPx, LEAD_PX, maxLines - 1);
  return [...wrapLabel(name, widthPx, LEAD_PX, maxLines - below.length), ...below];
}

/** In as few lines as fit, these about equally long, so that no word stands alone. */
function balanced(text: string, widthPx: number, maxLines: number): readonly string[] {
  const lines = wrapLabel(text, widthPx, LEAD_PX, maxLines);
  if (lines.length < 2) return lines;
  for (let narrower = widthPx * 0.5; narrower < widthPx; narrower += widthPx * 0.05) {
    const tried = wrapLabel(text, narrower, LEAD_PX, maxLines);
    if (tried.length === lines.length && tried.join(' ') === lines.join(' ')) return tried;
  }
  return lines;
}

function rect(x1: number, y1: number, x2: number, y2: number): Rect {
  return { x: px(x1), y: px(y1), width: px(x2 - x1), height: px(y2 - y1) };
}
