import { HandrailError } from '../../journey/errors.ts';

/** By what a server says whether a file has changed; both `null` where it says nothing. */
export interface FileMark {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface FetchProgress {
  readonly file: string;
  readonly bytes: number;
  /** `null` without a length that can be trusted. */
  readonly bytesTotal: number | null;
}

export interface FetchOptions {
  /** The mark of the copy that is here: the file is fetched only when it differs. */
  readonly known?: FileMark | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: FetchProgress) => void) | undefined;
}

export type Fetched =
  | { readonly state: 'unchanged'; readonly mark: FileMark }
  | { readonly state: 'fetched'; readonly file: File; readonly mark: FileMark };

const TELL_EVERY_MS = 100;
/** What has arrived becomes a Blob from time to time, so that the browser can keep it outside the memory of the page. */
const BLOB_BYTES = 4 * 1024 * 1024;

/**
 * Fetches a file that lies beside the page. Nothing of it stays in the browser's own cache: people's addresses may be in
 * it. Rejects with `hosted-foreign`, `hosted-not-found`, `hosted-refused`, `hosted-unreachable`, `hosted-broken-off`, or
 * `cancelled`.
 */
export async function fetchHostedFile(url: URL, options: FetchOptions = {}): Promise<Fetched> {
  const { known, signal } = options;
  const response = await ask(url, known, signal);
  const mark = { etag: response.headers.get('etag'), lastModified: response.headers.get('last-modified') };
  if (known && (response.status === 304 || isSame(known, mark))) {
    void response.body?.cancel().catch(() => undefined);
    return { state: 'unchanged', mark: known };
  }
  refuse(response, url);
  return { state: 'fetched', file: await take(response, url, options), mark };
}

/** The address as a sentence names it: without the origin, which is the page's own. */
export function sayAddress(url: URL): string {
  const path = url.pathname.slice(1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function ask(url: URL, known: FileMark | undefined, signal: AbortSignal | undefined): Promise<Response> {
  const headers = new Headers();
  if (known?.etag) headers.set('If-None-Match', known.etag);
  if (known?.lastModified) headers.set('If-Modified-Since', known.lastModified);
  try {
    return await fetch(url, { headers, cache: 'no-store', credentials: 'same-origin', ...(signal ? { signal } : {}) });
  } catch (cause) {
    if (signal?.aborted) throw new HandrailError('cancelled', {}, { cause });
    throw new HandrailError('hosted-unreachable', { address: sayAddress(url) }, { cause });
  }
}

/** A server that was asked whether a file changed may send it all the same, with the mark that is known. */
function isSame(known: FileMark, mark: FileMark): boolean {
  if (known.etag || mark.etag) return known.etag === mark.etag;
  return mark.lastModified !== null && known.lastModified === mark.lastModified;
}

function refuse(response: Response, url: URL): void {
  const address = sayAddress(url);
  const type = response.headers.get('content-type') ?? '';
  const fault =
    response.redirected && new URL(response.url).origin !== url.origin
      ? new HandrailError('hosted-foreign', { address: response.url })
      : // Servers of single pages answer with the page where they have nothing.
        response.status === 404 ||
          response.status === 410 ||
          (response.ok && /^\s*(text\/html|application\/xhtml)/i.test(type))
        ? new HandrailError('hosted-not-found', { address })
        : response.ok
          ? null
          : new HandrailError('hosted-refused', { address, status: response.status });
  if (fault === null) return;
  void response.body?.cancel().catch(() => undefined);
  throw fault;
}

async function take(response: Response, url: URL, { signal, onProgress }: FetchOptions): Promise<File> {
  const address = sayAddress(url);
  const name = address.slice(address.lastIndexOf('/') + 1);
  const bytesTotal = trustedLength(response.headers);
  const blobs: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let waiting = 0;
  let bytes = 0;
  const tell = () => onProgress?.({ file: name, bytes, bytesTotal });
  tell();
  // By the clock and not by what arrives, so that a server that stops is shown where it stopped.
  const timer = setInterval(tell, TELL_EVERY_MS);
  const reader = response.body?.getReader();
  try {
    while (reader) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      bytes += value.length;
      waiting += value.length;
      if (waiting >= BLOB_BYTES) {
        blobs.push(new Blob(chunks));
        chunks = [];
        waiting = 0;
      }
    }
  } catch (cause) {
    if (signal?.aborted) throw new HandrailError('cancelled', {}, { cause });
    throw new HandrailError('hosted-broken-off', { address, bytes, bytesTotal }, { cause });
  } finally {
    clearInterval(timer);
  }
  if (bytesTotal !== null && bytes !== bytesTotal)
    throw new HandrailError('hosted-broken-off', { address, bytes, bytesTotal });
  tell();
  return new File([...blobs, ...chunks], name);
}

/** What a server packs on the way arrives unpacked, and its length is that of the packed bytes. */
function trustedLength(headers: Headers): number | null {
  const length = headers.get('content-length');
  const encoding = headers.get('content-encoding');
  const isPacked = encoding !== null && encoding.trim() !== '' && encoding.trim().toLowerCase() !== 'identity';
  return length !== null && /^\d+$/.test(length) && !isPacked ? Number(length) : null;
}
