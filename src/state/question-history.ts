import { useHistoryState } from 'wouter/use-browser-location';
import { navigate, useHashLocation } from 'wouter/use-hash-location';
import { create } from 'zustand';
import { decodeView, encodeView } from '../questions/url.ts';
import type { View } from '../questions/view.ts';
import {
  changedKeys,
  type EntryState,
  type KnownStep,
  type QuestionStep,
  readEntryState,
  stepFrom,
  withQuestion,
  withStep,
} from './question-steps.ts';

/**
 * The browser's history holds the questions, so undo is its "back": it goes to the question before, and only as far as
 * the question was changed on this screen. What browsers do not tell, the way forward, is remembered here for redo.
 */
const useSteps = create<{ readonly steps: readonly KnownStep[] }>()(() => ({ steps: [] }));

/** A finished change: a new entry of the history. The question as it stands makes none. */
export function pushQuestion(path: string, next: View): void {
  const now = decodeView(location.search.replace(/^\?/, '')).view;
  const keys = changedKeys(now, next);
  if (keys.length === 0) return;
  go({ from: currentEntry(), to: crypto.randomUUID(), keys, atMs: Date.now(), path, search: encodeView(next) });
}

/** A change under way: the entry stays and its question changes. */
export function keepQuestion(path: string, next: View): void {
  const search = encodeView(next);
  const state = readEntryState(history.state);
  if (state) useSteps.setState(({ steps }) => ({ steps: withQuestion(steps, state.entry, search) }));
  navigate(`${path}?${search}`, { replace: true, state: history.state });
}

export interface QuestionHistory {
  /** The change that the current question came about by. */
  readonly undoable: QuestionStep | undefined;
  readonly redoable: QuestionStep | undefined;
}

export function useQuestionHistory(): QuestionHistory {
  const [path] = useHashLocation();
  const state = readEntryState(useHistoryState());
  const steps = useSteps((known) => known.steps);
  return { undoable: state?.step, redoable: stepFrom(steps, state?.entry, path) };
}

/** Goes back to the question before the last change; resolves when it is there. */
export function undoQuestion(): Promise<void> {
  return new Promise((resolve) => {
    addEventListener('popstate', () => resolve(), { once: true });
    history.back();
  });
}

/** Takes a step that was undone once more. */
export function redoQuestion(step: QuestionStep): void {
  const known = useSteps.getState().steps.find(({ to }) => to === step.to);
  if (known) go({ ...known, atMs: Date.now() });
}

function go(taken: KnownStep): void {
  const { path, search, ...step } = taken;
  useSteps.setState(({ steps }) => ({ steps: withStep(steps, taken) }));
  const state: EntryState = { entry: step.to, step };
  navigate(`${path}?${search}`, { state });
}

/** The id of the entry that is shown; one that has none yet is given one. */
function currentEntry(): string {
  const state = readEntryState(history.state);
  if (state) return state.entry;
  const entry = crypto.randomUUID();
  history.replaceState({ entry } satisfies EntryState, '');
  return entry;
}
