import type { Connection } from './client.ts';
import type { Port, Ready } from './protocol.ts';

/**
 * Starts a module worker. It starts from a `blob:` module that imports the worker's address: a worker loaded from the
 * network does not inherit the page's Content-Security-Policy, one from a blob does.
 *
 * A worker that dies without a word (memory, `terminate`) lets go of the lock that it holds, and so is noticed.
 */
export function startWorker(url: string, name: string): Connection {
  const address = JSON.stringify(new URL(url, location.href).href);
  const bootstrap = URL.createObjectURL(new Blob([`import ${address};`], { type: 'text/javascript' }));
  const worker = new Worker(bootstrap, { type: 'module', name });
  const { port1, port2 } = new MessageChannel();
  const closed = new AbortController();
  const died = new Promise<unknown>((resolve) => {
    worker.addEventListener('error', (event) => resolve(event.message));
    worker.addEventListener('messageerror', () => resolve('a message could not be read'));
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<Ready>) => {
        URL.revokeObjectURL(bootstrap);
        // What was asked meanwhile waits in the channel, so that nothing is said to a module that has not run.
        worker.postMessage({ type: 'port', port: port2 }, [port2]);
        navigator.locks
          .request(data.lock, { signal: closed.signal }, () => resolve('terminated'))
          .catch(() => undefined);
      },
      { once: true },
    );
  });
  return {
    port: port1 as Port,
    died,
    close: () => {
      closed.abort();
      port1.close();
      worker.terminate();
    },
  };
}
