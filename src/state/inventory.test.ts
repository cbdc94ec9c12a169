import { describe, expect, test } from 'vitest';
import type { Plan } from '../journey/plan.ts';
import type { PlanTool } from '../journey/tools.ts';
import { freeToolId, inventoryUpdate, withoutTool, withTool, withToolChanged, withUpdate } from './inventory.ts';

const page: PlanTool = {
  id: 'pledge-page',
  name: 'Pledge page',
  transition: 'motivation>action',
  side: 'buyer',
  status: 'live',
  owner: 'Ana',
};
const plan: Plan = { handrail: 1, sources: [], stages: {}, tools: [page] };

describe('the inventory', () => {
  test('gives every tool an id of its own', () => {
    expect(freeToolId('Pledge page', [page])).toBe('pledge-page-2');
    expect(freeToolId('קשר', [])).not.toBe('');
    expect(withTool(plan, page).tools?.map(({ id }) => id)).toEqual(['pledge-page', 'pledge-page-2']);
  });

  test('puts a copy beside its original', () => {
    const two = withTool(plan, { ...page, id: 'b', name: 'b' });
    expect(withTool(two, { ...page, id: 'c' }, 'pledge-page').tools?.map(({ id }) => id)).toEqual([
      'pledge-page',
      'c',
      'b',
    ]);
  });

  test('keeps the id of a tool that is renamed, and takes away what is emptied', () => {
    const [tool] = withToolChanged(plan, 'pledge-page', { name: 'Donation page', owner: undefined }).tools ?? [];
    expect(tool).toEqual({ ...page, name: 'Donation page', owner: undefined });
    expect(Object.keys(tool ?? {})).not.toContain('owner');
  });

  test('leaves the plan as it was', () => {
    withToolChanged(plan, 'pledge-page', { name: 'x' });
    withoutTool(plan, 'pledge-page');
    expect(plan.tools).toEqual([page]);
  });
});

describe('a list of tools', () => {
  test('adds what is new, changes what it names, and takes nothing away', () => {
    const line: PlanTool = { ...page, id: 'phone', name: 'Phone line' };
    const { owner: _, ...silent } = page;
    const update = inventoryUpdate([page, { ...page, id: 'kept', name: 'Kept' }], [{ ...silent, note: 'new' }, line]);
    expect(update.added).toEqual([line]);
    expect(update.changed).toEqual([{ before: page, after: { ...page, note: 'new' }, keys: ['note'] }]);
    const after = withUpdate({ ...plan, tools: [page, { ...page, id: 'kept', name: 'Kept' }] }, update);
    expect(after.tools?.map(({ id, note }) => [id, note])).toEqual([
      ['pledge-page', 'new'],
      ['kept', undefined],
      ['phone', undefined],
    ]);
  });

  test('leaves what it has no column for', () => {
    const seller: PlanTool = { ...page, side: 'seller', status: 'retired' };
    const update = inventoryUpdate([seller], [{ ...page, note: 'new' }], ['name', 'transition', 'note']);
    expect(update.changed.map(({ after, keys }) => [after, keys])).toEqual([[{ ...seller, note: 'new' }, ['note']]]);
  });

  test('knows a tool by its name where the ids differ', () => {
    const update = inventoryUpdate([page], [{ ...page, id: 'other' }]);
    expect(update).toEqual({ added: [], changed: [], same: 1 });
  });
});
