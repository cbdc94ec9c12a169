import { describe, expect, it } from 'vitest';
import { AskerPool } from './asker-pool.ts';

const asker = (openCount: number) => ({
  openCount,
  ask: () => new Promise<never>(() => undefined),
  close: () => undefined,
});

describe('the workers that count', () => {
  it('are asked in turn of how busy they are, the first one when all are idle', () => {
    const [idle, busy, alsoIdle] = [asker(0), asker(3), asker(0)];
    expect(new AskerPool([idle, alsoIdle]).pick(1000)).toBe(idle);
    expect(new AskerPool([busy, idle]).pick(1000)).toBe(idle);
  });

  it('do not each take a large dataset into memory', () => {
    const [busy, idle] = [asker(3), asker(0)];
    expect(new AskerPool([busy, idle]).pick(2 ** 30)).toBe(busy);
  });
});
