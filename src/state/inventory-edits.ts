import { useMutation } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type HandrailError, toHandrailError } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';
import { withPlannedEnds } from './draft-plan.ts';
import { embedded, type StoredDataset } from './embedded.ts';
import { remember } from './undo.ts';

/** What a plan becomes. Given the plan as it is stored by then, which another tab may have changed. */
export type PlanChange = (plan: Plan) => Plan;

/**
 * Changes the plan of a stored journey, and remembers how to change it back. Undo and redo touch only what this edit
 * changed, so that what was changed elsewhere in between stays. A change that changes nothing leaves no trace. Rejects
 * with `dataset-missing` when the journey is no more.
 */
export async function editPlan(id: string, what: string, change: PlanChange): Promise<void> {
  let undone: Partial<Plan> = {};
  let done: Partial<Plan> = {};
  let touched: readonly (keyof Plan)[] = [];
  await storePlan(id, (before) => {
    const after = change(before);
    touched = changedKeys(before, after);
    undone = pick(before, touched);
    done = pick(after, touched);
    return after;
  });
  if (touched.length === 0) return;
  remember({
    what,
    about: 'stored',
    of: id,
    undo: () => storePlan(id, (plan) => withKeys(plan, touched, undone)),
    redo: () => storePlan(id, (plan) => withKeys(plan, touched, done)),
  });
}

export interface PlanEdits {
  /** `what` names the edit as a noun: "Deletion of “Pledge page”". */
  readonly edit: (what: string, change: PlanChange) => void;
  /** Why the latest edit could not be kept. */
  readonly error: HandrailError | null;
  readonly pending: boolean;
}

/** Edits of a stored journey's plan that undo and redo know; of a hosted one the copy here is changed. */
export function usePlanEdits({ id }: Pick<StoredDataset, 'id'>): PlanEdits {
  const { mutate, error, isPending } = useMutation<void, Error, { readonly what: string; readonly change: PlanChange }>(
    { mutationFn: ({ what, change }) => editPlan(id, what, change) },
  );
  const edit = useCallback((what: string, change: PlanChange) => mutate({ what, change }), [mutate]);
  return { edit, error: error && toHandrailError(error), pending: isPending };
}

async function storePlan(id: string, change: PlanChange): Promise<void> {
  await embedded().catalogue.change(id, (dataset) => {
    const plan = change(dataset.plan);
    return plan === dataset.plan ? dataset : { ...dataset, plan, profile: withPlannedEnds(dataset.profile, plan) };
  });
}

function changedKeys(before: Plan, after: Plan): (keyof Plan)[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Plan>;
  return [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

function pick(plan: Plan, keys: readonly (keyof Plan)[]): Partial<Plan> {
  return Object.fromEntries(keys.filter((key) => plan[key] !== undefined).map((key) => [key, plan[key]]));
}

/** The plan with exactly these values under the keys; a key without one is gone. */
function withKeys(plan: Plan, keys: readonly (keyof Plan)[], values: Partial<Plan>): Plan {
  const rest = Object.fromEntries(Object.entries(plan).filter(([key]) => !keys.includes(key as keyof Plan)));
  return { ...(rest as unknown as Plan), ...values };
}
