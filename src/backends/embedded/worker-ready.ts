import type { Port, Ready } from './protocol.ts';

/** Called by a worker's module once: tells the page that it runs, and hands over the port on which it is asked. */
export function ready(listen: (port: Port) => void): void {
  const lock = `handrail-worker-${crypto.randomUUID()}`;
  void navigator.locks.request(lock, () => {
    const message: Ready = { type: 'ready', lock };
    self.addEventListener('message', (event: MessageEvent<{ readonly port: MessagePort }>) => listen(event.data.port), {
      once: true,
    });
    self.postMessage(message);
    // Held until the worker ends.
    return new Promise<never>(() => {});
  });
}
