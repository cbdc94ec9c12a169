import { HandrailError } from '../../journey/errors.ts';
import { cancelled, errorFrom, type FromHost, type Port, type Service, type ToHost } from './protocol.ts';

/** A way to one running worker. */
export interface Connection {
  readonly port: Port;
  /** Resolves when the worker is found dead. */
  readonly died: Promise<unknown>;
  close(): void;
}

export interface AskOptions<P> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: P) => void) | undefined;
}

interface Open {
  readonly id: number;
  readonly kind: string;
  readonly question: unknown;
  restarts: number;
  readonly onProgress: ((progress: never) => void) | undefined;
  settle(): void;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: HandrailError) => void;
}

/**
 * Asks a worker. Starts it with the first question; starts it anew when it dies and asks the open questions again, each
 * at most `restarts` times, then rejects with code `worker-died`.
 */
export class Client<S extends Service<S>> {
  readonly #name: string;
  readonly #connect: () => Connection;
  readonly #restarts: number;
  readonly #open = new Map<number, Open>();
  #connection: Connection | null = null;
  #lastId = 0;

  constructor(name: string, connect: () => Connection, restarts = 2) {
    this.#name = name;
    this.#connect = connect;
    this.#restarts = restarts;
  }

  /** How many questions wait for their answer. */
  get openCount(): number {
    return this.#open.size;
  }

  ask<K extends keyof S & string>(
    kind: K,
    question: S[K]['question'],
    { signal, onProgress }: AskOptions<S[K]['progress']> = {},
  ): Promise<S[K]['answer']> {
    if (signal?.aborted) return Promise.reject(cancelled());
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<S[K]['answer']>((resolve, reject) => {
      const onAbort = () => {
        this.#open.get(id)?.settle();
        this.#post({ type: 'cancel', id });
        reject(cancelled());
      };
      const settle = () => {
        this.#open.delete(id);
        signal?.removeEventListener('abort', onAbort);
      };
      signal?.addEventListener('abort', onAbort);
      const open: Open = { id, kind, question, restarts: 0, onProgress, settle, resolve, reject };
      this.#open.set(id, open);
      this.#send(open);
    });
  }

  /** Ends the worker. Open questions are rejected as cancelled; the next question starts a new worker. */
  close(): void {
    const connection = this.#connection;
    this.#connection = null;
    connection?.close();
    for (const open of [...this.#open.values()]) {
      open.settle();
      open.reject(cancelled());
    }
  }

  #send(open: Open): void {
    try {
      this.#connection ??= this.#start();
      this.#post({ type: 'ask', id: open.id, kind: open.kind, question: open.question });
    } catch (error) {
      open.settle();
      const what = error instanceof Error ? error.message : String(error);
      open.reject(new HandrailError('internal', { what }, { cause: error }));
    }
  }

  #post(message: ToHost): void {
    this.#connection?.port.postMessage(message);
  }

  #start(): Connection {
    const connection = this.#connect();
    connection.port.addEventListener('message', ({ data }) => {
      if (this.#connection === connection) this.#hear(data as FromHost);
    });
    connection.port.start();
    void connection.died.then((why) => {
      if (this.#connection === connection) this.#restart(why);
    });
    return connection;
  }

  #hear(message: FromHost): void {
    const open = this.#open.get(message.id);
    if (open === undefined) return;
    if (message.type === 'progress') {
      open.onProgress?.(message.progress as never);
      return;
    }
    open.settle();
    if (message.type === 'answer') open.resolve(message.answer as never);
    else open.reject(errorFrom(message));
  }

  #restart(why: unknown): void {
    this.#connection?.close();
    this.#connection = null;
    for (const open of [...this.#open.values()]) {
      open.restarts += 1;
      if (open.restarts <= this.#restarts) {
        this.#send(open);
      } else {
        open.settle();
        open.reject(new HandrailError('worker-died', { worker: this.#name }, { cause: why }));
      }
    }
  }
}
