import { type ErrorCode, toHandrailError } from '../journey/errors.ts';

/** An error that occurred, without a word of what it was about. */
export interface LoggedError {
  readonly code: ErrorCode;
  readonly times: number;
  /** Places in our own scripts, `index-abc.js:1:234`, the innermost first; of faults that nobody foresaw. */
  readonly at: readonly string[];
}

const KEPT = 50;
const PLACES = 8;
const log = new Map<string, LoggedError>();

/** Remembers that an error occurred. Its message and details may hold data, and are not kept. */
export function logError(error: unknown): void {
  const { code, cause, stack } = toHandrailError(error);
  const at = code === 'internal' ? placesIn((cause instanceof Error ? cause.stack : stack) ?? '') : [];
  const key = [code, ...at].join(' ');
  log.set(key, { code, at, times: (log.get(key)?.times ?? 0) + 1 });
  const oldest = log.keys().next().value;
  if (log.size > KEPT && oldest !== undefined) log.delete(oldest);
}

export function loggedErrors(): LoggedError[] {
  return [...log.values()];
}

export function forgetErrors(): void {
  log.clear();
}

/** Only lines that name a script with line and column: a stack begins with the message, which may hold anything. */
function placesIn(stack: string): string[] {
  return stack
    .split('\n')
    .flatMap(
      (line) => /^\s*(?:at\s|[\w$.<>/]*@).*?([\w.-]+\.(?:js|ts|tsx)(?:\?[\w=]*)?:\d+:\d+)\)?$/.exec(line)?.[1] ?? [],
    )
    .map((place) => place.replace(/\?[\w=]*/, ''))
    .slice(0, PLACES);
}
