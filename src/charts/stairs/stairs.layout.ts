import type { RailModel, RailPlace } from './rail.layout.ts';
import { narrowStairs } from './stairs.narrow.ts';
import { wideStairs } from './stairs.wide.ts';

/** What the stairs draw. Counts are people; texts are ready to show, because geometry has to leave room for them. */
export interface StairsModel {
  readonly stages: readonly StairsStage[];
  /** From one measured stage to the next, in order. */
  readonly transitions: readonly StairsTransition[];
  /** The handrail; `awaited` leaves room for one that is still being judged; `null`: none. */
  readonly rail?: RailModel | 'awaited' | null;
}

export interface StairsStage {
  readonly id: string;
  readonly label: string;
  /** `null`: not measured. */
  readonly reached: number | null;
  readonly countText: string;
  /** A further line, such as the blind spot's; '' for none. */
  readonly noteText: string;
}

export interface StairsTransition {
  readonly from: string;
  readonly to: string;
  readonly converted: number;
  readonly dropped: number;
  readonly inProgress: number;
  readonly rateText: string;
  readonly intervalText: string;
  readonly droppedText: string;
  readonly inProgressText: string;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line of text by its start and baseline. */
export interface TextPlace {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly fontPx: number;
  readonly anchor: 'start' | 'middle';
}

export interface StagePlace {
  readonly id: string;
  readonly measured: boolean;
  /** The people; `null` when not measured or nobody. */
  readonly block: Rect | null;
  readonly label: readonly TextPlace[];
  readonly count: TextPlace;
  readonly note: readonly TextPlace[];
  /** The line one stands on. */
  readonly tread: { readonly x1: number; readonly x2: number; readonly y: number };
  /** Where a pointer or a finger means this stage. */
  readonly target: Rect;
}

export interface TransitionPlace {
  readonly from: string;
  readonly to: string;
  /** People who went on, as an SVG path; '' when nobody did. */
  readonly ribbon: string;
  /** People who fell; '' when nobody did. */
  readonly fall: string;
  /** Vertical extent over which the fall fades. */
  readonly fallFade: { readonly from: number; readonly to: number };
  /** People who still have time; `null` when nobody has. */
  readonly waiting: Rect | null;
  readonly rate: TextPlace;
  readonly interval: TextPlace | null;
  readonly dropped: TextPlace | null;
  readonly inProgress: TextPlace | null;
  readonly target: Rect;
}

export interface StairsLayout {
  readonly kind: 'wide' | 'narrow';
  readonly width: number;
  readonly height: number;
  /** The body of the staircase, as an SVG path. */
  readonly body: string;
  readonly stages: readonly StagePlace[];
  readonly transitions: readonly TransitionPlace[];
  readonly rail: RailPlace | null;
}

/** Below this the stairs run downwards. */
const NARROW_BELOW_PX = 720;

/** Places everything for a width in pixels; the same model and width always give the same picture. */
export function layoutStairs(model: StairsModel, widthPx: number): StairsLayout {
  return widthPx < NARROW_BELOW_PX ? narrowStairs(model, Math.max(240, widthPx)) : wideStairs(model, widthPx);
}
