import { expect, it } from 'vitest';
import { stopLooking, useLooking, whileLooking } from './looking.ts';

const about = { id: 'a', what: 'unpacking', name: 'gifts.zip' } as const;
const shown = () => useLooking.getState().tasks;

it('a look shows how far it is for as long as it lasts', async () => {
  const result = await whileLooking(about, async ({ onProgress }) => {
    expect(shown()).toEqual([{ ...about, share: null }]);
    onProgress(0.5);
    expect(shown()).toEqual([{ ...about, share: 0.5 }]);
    return 'seen';
  });
  expect([result, shown()]).toEqual(['seen', []]);
});

it('a look that is stopped hears of it, and is shown no more', async () => {
  const looking = whileLooking(
    about,
    ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
  );
  stopLooking('another');
  expect(shown()).toHaveLength(1);
  stopLooking('a');
  await expect(looking).rejects.toThrow('stopped');
  expect(shown()).toEqual([]);
});
