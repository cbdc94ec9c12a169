import { HttpResponse, http, type RequestHandler } from 'msw';

/** What the mocked server does wrong with one file. */
export type MockFault =
  | { readonly kind: 'status'; readonly status: number }
  /** Answers with a page, as servers of single pages do. */
  | { readonly kind: 'page' }
  /** Gives the first half, the rest when it is told to. `length`: whether it says how long the file is. */
  | { readonly kind: 'slow'; readonly length: 'told' | 'untold' | 'of the packed bytes' };

export interface MockServer {
  readonly handlers: readonly RequestHandler[];
  /** Every request: the status of the answer, and the file's name. */
  readonly heard: string[];
  put(name: string, content: string): void;
  fail(name: string, fault: MockFault | null): void;
  /** Lets slow answers come to their end. */
  goOn(): void;
}

/** A server with the files of one hosted journey in `folder`, each with an ETag that follows its content. */
export function mockServer(folder: string): MockServer {
  const files = new Map<string, { readonly content: string; readonly etag: string }>();
  const faults = new Map<string, MockFault>();
  const heard: string[] = [];
  let waiting: (() => void)[] = [];
  let version = 0;

  const answer = (name: string, request: Request): Response => {
    const file = files.get(name);
    const fault = faults.get(name);
    if (file === undefined) return new HttpResponse('nothing here', { status: 404 });
    if (fault?.kind === 'status') return new HttpResponse('no', { status: fault.status });
    if (fault?.kind === 'page') return HttpResponse.html('<!doctype html><title>The page itself</title>');
    if (request.headers.get('if-none-match') === file.etag) return new HttpResponse(null, { status: 304 });
    const bytes = new TextEncoder().encode(file.content);
    const headers = new Headers({ 'content-type': 'text/csv', etag: file.etag });
    if (fault === undefined) return new HttpResponse(bytes, { headers });
    if (fault.length !== 'untold') headers.set('content-length', String(bytes.length));
    if (fault.length === 'of the packed bytes') headers.set('content-encoding', 'gzip');
    const half = bytes.length >> 1;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(bytes.subarray(0, half));
        waiting.push(() => {
          controller.enqueue(bytes.subarray(half));
          controller.close();
        });
      },
    });
    return new HttpResponse(body, { headers });
  };

  return {
    heard,
    handlers: [
      http.get<{ name: string }>(`${folder}:name`, ({ params, request }) => {
        const response = answer(params.name, request);
        heard.push(`${response.status} ${params.name}`);
        return response;
      }),
    ],
    put: (name, content) => {
      version += 1;
      files.set(name, { content, etag: `"${version}"` });
    },
    fail: (name, fault) => void (fault === null ? faults.delete(name) : faults.set(name, fault)),
    goOn: () => {
      for (const end of waiting) end();
      waiting = [];
    },
  };
}
