import { beforeEach, describe, expect, test } from 'vitest';
import { forgetEdits, redo, remember, undo, useEdits } from './undo.ts';

let value: string;
function change(to: string, about: 'draft' | 'stored' = 'draft'): string {
  const before = value;
  value = to;
  return remember({
    what: to,
    about,
    undo: () => {
      value = before;
    },
    redo: () => {
      value = to;
    },
  });
}

beforeEach(() => {
  value = 'a';
  forgetEdits(() => true);
});

describe('edits', () => {
  test('are undone from the latest on, and redone in turn', async () => {
    change('b');
    change('c');
    await undo();
    expect(value).toBe('b');
    await undo();
    expect(value).toBe('a');
    expect(await undo()).toBeNull();
    await redo();
    await redo();
    expect(value).toBe('c');
    expect(await redo()).toBeNull();
  });

  test('undone ones are gone once something else is done', async () => {
    change('b');
    await undo();
    change('x');
    expect(await redo()).toBeNull();
    expect(useEdits.getState().past).toHaveLength(1);
  });

  test('about a draft that is no more are forgotten, the others stay', async () => {
    change('b', 'stored');
    change('c');
    forgetEdits(({ about }) => about === 'draft');
    expect((await undo())?.what).toBe('b');
  });

  test('that cannot be undone any more are forgotten', async () => {
    remember({ what: 'gone', about: 'stored', undo: () => Promise.reject(new Error('gone')), redo: () => undefined });
    await expect(undo()).rejects.toThrow('gone');
    expect(useEdits.getState()).toEqual({ past: [], future: [] });
  });

  test('can be undone out of turn by name', async () => {
    const first = change('b');
    change('c');
    await undo(first);
    expect(value).toBe('a');
    expect(useEdits.getState().past.map(({ what }) => what)).toEqual(['c']);
  });
});
