import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { type HandrailError, toHandrailError } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import type { StoredDataset } from './embedded.ts';
import { editPlan, type PlanChange, type PlanEdits } from './inventory-edits.ts';
import { undo, useEdits } from './undo.ts';
import { refreshDatasets } from './use-datasets.ts';
import type { Takeable } from './use-undo.ts';

export interface LivePlan {
  /** The plan with all that was done, whether or not it is kept by now. */
  readonly plan: Plan;
  /** `what` names the change as a noun. Changes are kept one after the other, and each can be undone. */
  readonly edit: PlanEdits['edit'];
  /** Undoes the latest change while some are not kept yet: once they are. */
  readonly undoable: Takeable | undefined;
  /** Why a change could not be kept: what is shown is then without it. */
  readonly error: HandrailError | null;
}

/** The plan of a stored journey where one change may follow the other faster than they are kept. */
export function useLivePlan({ id, plan }: Pick<StoredDataset, 'id' | 'plan'>): LivePlan {
  const client = useQueryClient();
  const [waiting, setWaiting] = useState<readonly { readonly what: string; readonly change: PlanChange }[]>([]);
  const [error, setError] = useState<HandrailError | null>(null);
  const last = useRef<Promise<void>>(Promise.resolve());
  const edit = useCallback(
    (what: string, change: PlanChange) => {
      const one = { what, change };
      setWaiting((before) => [...before, one]);
      last.current = last.current.then(async () => {
        try {
          await editPlan(id, what, change);
          await refreshDatasets(client);
          setError(null);
        } catch (failure) {
          setError(toHandrailError(failure));
        }
        setWaiting((before) => before.filter((each) => each !== one));
      });
    },
    [client, id],
  );
  const latest = waiting.at(-1);
  const undoLatest = async (): Promise<void> => {
    await last.current;
    const edit = useEdits.getState().past.findLast(({ of }) => of === id);
    if (edit) await undo(edit.id);
  };
  return {
    plan: useMemo(() => waiting.reduce((now, { change }) => change(now), plan), [waiting, plan]),
    edit,
    undoable: latest && { what: latest.what, take: undoLatest },
    error,
  };
}
