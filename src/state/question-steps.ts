import * as v from 'valibot';
import type { View } from '../questions/view.ts';

/** How a question came about: the change that led from the entry of the history before it to this one. */
export interface QuestionStep {
  /** Ids of the two entries. */
  readonly from: string;
  readonly to: string;
  /** What was changed, as keys of the view. */
  readonly keys: readonly (keyof View)[];
  /** When, in ms since 1970. */
  readonly atMs: number;
}

/** What an entry of the browser's history carries. */
export interface EntryState {
  readonly entry: string;
  /** Absent where the question was not changed on the way here: a link, another screen. */
  readonly step?: QuestionStep;
}

/** A step with the question that it leads to, as the text of a link. */
export interface KnownStep extends QuestionStep {
  readonly path: string;
  readonly search: string;
}

const step = v.object({ from: v.string(), to: v.string(), keys: v.array(v.string()), atMs: v.number() });
const entryState = v.object({ entry: v.string(), step: v.optional(step) });

/** Reads what an entry carries; `null` for entries of anybody else. */
export function readEntryState(state: unknown): EntryState | null {
  const read = v.safeParse(entryState, state);
  return read.success ? (read.output as EntryState) : null;
}

const KEPT = 100;

/** Remembers a step. The ones that were taken from the same entry before can be redone no more. */
export function withStep(steps: readonly KnownStep[], taken: KnownStep): readonly KnownStep[] {
  return [...steps.filter(({ from, to }) => from !== taken.from && to !== taken.to), taken].slice(-KEPT);
}

/** A change under way, such as a drag, takes the place of the question that an entry had. */
export function withQuestion(steps: readonly KnownStep[], entry: string, search: string): readonly KnownStep[] {
  return steps.map((each) => (each.to === entry ? { ...each, search } : each));
}

/** The step that was taken from an entry of this screen, and can be taken again. */
export function stepFrom(steps: readonly KnownStep[], entry: string | undefined, path: string): KnownStep | undefined {
  return steps.find((each) => each.from === entry && each.path === path);
}

/** Which answers differ between two questions. */
export function changedKeys(before: View, after: View): readonly (keyof View)[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof View)[];
  return keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}
