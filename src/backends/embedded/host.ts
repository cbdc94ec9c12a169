import { toHandrailError } from '../../journey/errors.ts';
import { cancelled, type FromHost, type Port, type Service, type ToHost } from './protocol.ts';

/** What a handler may do besides answering. */
export interface Asked<P> {
  readonly signal: AbortSignal;
  progress(progress: P): void;
}

export type Handlers<S extends Service<S>> = {
  readonly [K in keyof S]: (
    question: S[K]['question'],
    asked: Asked<S[K]['progress']>,
  ) => Promise<S[K]['answer']> | S[K]['answer'];
};

/** Answers the questions that come over `port`, several at a time, each with one answer or one error. */
export function serve<S extends Service<S>>(port: Port, handlers: Handlers<S>): void {
  const running = new Map<number, AbortController>();
  const say = (message: FromHost) => port.postMessage(message);

  async function answer(id: number, kind: string, question: unknown): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      if (!Object.hasOwn(handlers, kind)) throw new Error(`no handler for ${kind}`);
      const handler = handlers[kind as keyof S];
      const given = await handler(question, {
        signal: controller.signal,
        progress: (progress) => {
          if (!controller.signal.aborted) say({ type: 'progress', id, progress });
        },
      });
      if (controller.signal.aborted) throw cancelled();
      say({ type: 'answer', id, answer: given });
    } catch (error) {
      const { code, details } = controller.signal.aborted ? cancelled() : toHandrailError(error);
      say({ type: 'error', id, code, details });
    } finally {
      running.delete(id);
    }
  }

  port.addEventListener('message', ({ data }) => {
    const message = data as ToHost;
    if (message.type === 'ask') void answer(message.id, message.kind, message.question);
    else running.get(message.id)?.abort();
  });
  port.start();
}

/**
 * Runs a generator to its end and lets the message loop turn after each step, so that a cancel is heard. Rejects with
 * code `cancelled` when `signal` is aborted.
 */
export async function runSteps<T>(
  steps: Generator<number, T>,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    onShare(step.value);
    await turn();
    if (signal.aborted) {
      steps.return(undefined as T);
      throw cancelled();
    }
  }
}

const waiting: (() => void)[] = [];
let loop: MessageChannel | null = null;

/** Resolves after the messages that have already arrived were heard. */
function turn(): Promise<void> {
  if (loop === null) {
    loop = new MessageChannel();
    loop.port1.onmessage = () => waiting.shift()?.();
    // In Node an open port keeps the process alive.
    (loop.port1 as { unref?: () => void }).unref?.();
  }
  const { port2 } = loop;
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}
