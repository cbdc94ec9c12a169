import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { limitAnswers } from './answer-limit.ts';

function limited(most: number): QueryClient {
  const client = new QueryClient();
  limitAnswers(client.getQueryCache(), most);
  return client;
}

describe('answers that are kept', () => {
  it('are the newest, of those that nobody looks at', () => {
    const client = limited(3);
    for (let i = 0; i < 10; i++) client.setQueryData(['answer', 'folder', String(i)], i, { updatedAt: 1000 + i });
    const kept = client
      .getQueryCache()
      .getAll()
      .map(({ queryKey }) => queryKey[2]);
    expect(kept).toHaveLength(4);
    expect(kept.slice(-3)).toEqual(['7', '8', '9']);
  });

  it('are also those that somebody looks at, however old', () => {
    const client = limited(2);
    const queryKey = ['answer', 'folder', 'shown'];
    client.setQueryData(queryKey, 'shown', { updatedAt: 1 });
    const stop = new QueryObserver(client, { queryKey, enabled: false }).subscribe(() => undefined);
    for (let i = 0; i < 10; i++) client.setQueryData(['answer', 'folder', String(i)], i, { updatedAt: 1000 + i });
    expect(client.getQueryData(queryKey)).toBe('shown');
    stop();
    client.clear();
  });

  it('leave everything else alone', () => {
    const client = limited(1);
    for (let i = 0; i < 5; i++) client.setQueryData(['datasets', i], i);
    for (let i = 0; i < 5; i++) client.setQueryData(['answer', 'folder', String(i)], i);
    expect([0, 1, 2, 3, 4].map((i) => client.getQueryData(['datasets', i]))).toEqual([0, 1, 2, 3, 4]);
  });
});
