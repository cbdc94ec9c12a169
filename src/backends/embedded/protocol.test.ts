import { describe, expect, test } from 'vitest';
import { HandrailError } from '../../journey/errors.ts';
import { Client, type Connection } from './client.ts';
import { type Handlers, runSteps, serve } from './host.ts';
import type { Port } from './protocol.ts';

interface Sums {
  readonly sum: { readonly question: readonly number[]; readonly progress: number; readonly answer: number };
  readonly endless: { readonly question: null; readonly progress: number; readonly answer: never };
  readonly fail: { readonly question: string; readonly progress: never; readonly answer: never };
}

function* sumSteps(numbers: readonly number[]): Generator<number, number> {
  let sum = 0;
  for (const [index, number] of numbers.entries()) {
    sum += number;
    yield (index + 1) / numbers.length;
  }
  return sum;
}

function* endlessSteps(onEnd: () => void): Generator<number, never> {
  try {
    for (;;) yield 0;
  } finally {
    onEnd();
  }
}

/** A world of workers that live on message channels: each connection can be killed. */
function workers(handlers: (index: number) => Handlers<Sums>) {
  const kills: ((why: string) => void)[] = [];
  const connect = (): Connection => {
    const { port1, port2 } = new MessageChannel();
    serve<Sums>(port2 as unknown as Port, handlers(kills.length));
    const died = new Promise<string>((resolve) => {
      kills.push((why) => {
        port2.close();
        resolve(why);
      });
    });
    return { port: port1 as unknown as Port, died, close: () => port1.close() };
  };
  return { kills, connect };
}

function honest(onEnd: () => void = () => {}): Handlers<Sums> {
  return {
    sum: (numbers, asked) => runSteps(sumSteps(numbers), asked.signal, asked.progress),
    endless: (_, asked) => runSteps(endlessSteps(onEnd), asked.signal, asked.progress),
    fail: (file) => {
      throw new HandrailError('file-empty', { file });
    },
  };
}

/** A worker that hears and never answers. */
const deaf: Handlers<Sums> = {
  sum: () => new Promise(() => {}),
  endless: () => new Promise<never>(() => {}),
  fail: () => new Promise<never>(() => {}),
};

describe('asking a worker', () => {
  test('answers, with progress on the way', async () => {
    const { connect } = workers(() => honest());
    const client = new Client<Sums>('sums', connect);
    const shares: number[] = [];
    expect(await client.ask('sum', [1, 2, 3, 4], { onProgress: (share) => shares.push(share) })).toBe(10);
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
    client.close();
  });

  test('several questions at once get their own answers', async () => {
    const { connect } = workers(() => honest());
    const client = new Client<Sums>('sums', connect);
    const asked = [[1], [2, 3], [4, 5, 6]].map((numbers) => client.ask('sum', numbers));
    expect(await Promise.all(asked)).toEqual([1, 5, 15]);
    client.close();
  });

  test('an error keeps its code and details', async () => {
    const { connect } = workers(() => honest());
    const client = new Client<Sums>('sums', connect);
    await expect(client.ask('fail', 'a.csv')).rejects.toMatchObject({ code: 'file-empty', details: { file: 'a.csv' } });
    client.close();
  });

  test('a cancelled question ends in the worker, and others go on', async () => {
    let ended = false;
    const { connect } = workers(() =>
      honest(() => {
        ended = true;
      }),
    );
    const client = new Client<Sums>('sums', connect);
    const controller = new AbortController();
    const endless = client.ask('endless', null, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(endless).rejects.toMatchObject({ code: 'cancelled' });
    expect(await client.ask('sum', [5, 6])).toBe(11);
    expect(ended).toBe(true);
    client.close();
  });

  test('a question asked with an aborted signal is never sent', async () => {
    const { connect, kills } = workers(() => honest());
    const client = new Client<Sums>('sums', connect);
    await expect(client.ask('sum', [1], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    expect(kills).toHaveLength(0);
  });
});

describe('a worker that dies', () => {
  test('is started anew and asked again', async () => {
    const { connect, kills } = workers((index) => (index === 0 ? deaf : honest()));
    const client = new Client<Sums>('sums', connect);
    const sum = client.ask('sum', [20, 22]);
    kills[0]?.('killed');
    expect(await sum).toBe(42);
    expect(kills).toHaveLength(2);
    client.close();
  });

  test('is given up after the allowed restarts, and the next question starts afresh', async () => {
    const { connect, kills } = workers((index) => (index < 3 ? deaf : honest()));
    const client = new Client<Sums>('sums', connect, 2);
    const sum = client.ask('sum', [1]);
    const outcome = expect(sum).rejects.toMatchObject({ code: 'worker-died', details: { worker: 'sums' } });
    for (let index = 0; index < 3; index += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      kills[index]?.('killed');
    }
    await outcome;
    expect(kills).toHaveLength(3);
    expect(await client.ask('sum', [7])).toBe(7);
    client.close();
  });

  test('a cancelled question is not asked again', async () => {
    const { connect, kills } = workers(() => deaf);
    const client = new Client<Sums>('sums', connect);
    const controller = new AbortController();
    const sum = client.ask('sum', [1], { signal: controller.signal });
    controller.abort();
    await expect(sum).rejects.toMatchObject({ code: 'cancelled' });
    kills[0]?.('killed');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(kills).toHaveLength(1);
    client.close();
  });

  test('closing the client rejects what is open', async () => {
    const { connect } = workers(() => deaf);
    const client = new Client<Sums>('sums', connect);
    const sum = client.ask('sum', [1]);
    client.close();
    await expect(sum).rejects.toMatchObject({ code: 'cancelled' });
  });
});
