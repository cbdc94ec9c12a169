import type { IHasher } from 'hash-wasm';

/** SHA-256 in WebAssembly; `null` until it is there, and where the browser has none. */
let hasher: IHasher | null = null;
let loading: Promise<void> | null = null;

/**
 * Loads it, once: whoever has keys to hash asks for it and goes on in plain TypeScript until it is there. Never rejects.
 */
export function loadSha256(): Promise<void> {
  loading ??= import('hash-wasm')
    .then(({ createSHA256 }) => createSHA256())
    .then((loaded) => {
      hasher = loaded;
    })
    .catch(() => undefined);
  return loading;
}

/** The 32 bytes of SHA-256 over `message[0..length)`, or `null` as long as it must be done in plain TypeScript. */
export function sha256Wasm(message: Uint8Array, length: number): Uint8Array | null {
  return hasher === null ? null : hasher.init().update(message.subarray(0, length)).digest('binary');
}
