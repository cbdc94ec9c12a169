import { type ErrorCode, type ErrorDetails, HandrailError } from '../../journey/errors.ts';

/**
 * What goes over a MessagePort between a page and a worker. The page asks and may cancel; the worker tells progress and
 * ends every question with exactly one answer or error.
 */
export type ToHost =
  | { readonly type: 'ask'; readonly id: number; readonly kind: string; readonly question: unknown }
  | { readonly type: 'cancel'; readonly id: number };

export type FromHost =
  | { readonly type: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown }
  | {
      readonly type: 'error';
      readonly id: number;
      readonly code: ErrorCode;
      readonly details: ErrorDetails[ErrorCode];
    };

/** The first message of a worker: its module has run. It holds the named lock for as long as it lives. */
export interface Ready {
  readonly type: 'ready';
  readonly lock: string;
}

/** One kind of question: what is asked, what is told on the way, what is answered. All of it can be cloned. */
export interface Exchange {
  readonly question: unknown;
  readonly progress: unknown;
  readonly answer: unknown;
}

export type Service<S> = { readonly [K in keyof S]: Exchange };

/** The part of a MessagePort that both ends use; Node's and the browser's fit. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  start(): void;
  close(): void;
}

export function errorFrom(message: Extract<FromHost, { type: 'error' }>): HandrailError {
  return new HandrailError(message.code, message.details);
}

export function cancelled(): HandrailError<'cancelled'> {
  return new HandrailError('cancelled', {});
}
