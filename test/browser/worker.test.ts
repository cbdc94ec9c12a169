import { afterEach, describe, expect, test } from 'vitest';
import { Client } from '../../src/backends/embedded/client.ts';
import { startWorker } from '../../src/backends/embedded/start-worker.ts';
import type { MortalService } from './mortal.ts';
import mortalWorkerUrl from './mortal.worker.ts?worker&url';

const client = new Client<MortalService>('mortal', () => startWorker(mortalWorkerUrl, 'mortal'), 1);
afterEach(() => client.close());

describe('a worker in a browser', () => {
  test('answers what was asked before its module had loaded', async () => {
    expect(await client.ask('say', 'early')).toBe('early');
  });

  test.each(['close', 'throw'] as const)('is started anew and asked again after it died by %s', async (death) => {
    const name = crypto.randomUUID();
    expect(await client.ask('live', { name, death })).toBe(`alive after ${death}`);
  });

  test('that cannot be loaded is given up with its name', async () => {
    const lost = new Client<MortalService>('lost', () => startWorker('/no-such-module.js', 'lost'), 1);
    await expect(lost.ask('say', 'hello')).rejects.toMatchObject({ code: 'worker-died', details: { worker: 'lost' } });
  });

  test('answers again after it was closed', async () => {
    expect(await client.ask('say', 'one')).toBe('one');
    client.close();
    expect(await client.ask('say', 'two')).toBe('two');
  });
});
