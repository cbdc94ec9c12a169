import { type ImportDraft, useImportDraft } from './draft-store.ts';
import { useEdits } from './undo.ts';
import { forgetUnfinished, keepUnfinished, unfinishedOf } from './unfinished.ts';

const DECISIONS = ['files', 'plan', 'unsure', 'name', 'replaces', 'resumedMs'] as const;

let isGuarding = false;
/** Whether what is kept of an unfinished import is this draft's. */
let isKept = false;

/** From now on keeps what is decided about the draft, and has the browser ask before it is left. */
export function guardDraft(): void {
  if (isGuarding) return;
  isGuarding = true;
  useImportDraft.subscribe((draft, before) => {
    const isReading = (draft.reading === null) !== (before.reading === null);
    if (isReading || DECISIONS.some((key) => draft[key] !== before[key])) guard();
  });
  useEdits.subscribe(guard);
}

function guard(): void {
  const draft = useImportDraft.getState();
  const decided = isDecided(draft);
  if (decided || draft.reading !== null) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
  const unfinished = decided ? unfinishedOf(draft, Date.now()) : null;
  if (unfinished) {
    keepUnfinished(unfinished);
    isKept = true;
  } else if (isKept) {
    forgetUnfinished();
    isKept = false;
  }
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Whether a person did anything to the draft that a new look at the files would not bring back. */
function isDecided({ files, name, resumedMs }: ImportDraft): boolean {
  if (files.length === 0) return false;
  return name !== null || resumedMs !== null || useEdits.getState().past.some(({ about }) => about === 'draft');
}
