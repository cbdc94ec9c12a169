import { HttpResponse, http, type RequestHandler } from 'msw';

/** What the page posts to its own server's door. */
export interface PostedQuestion {
  readonly source: string;
  readonly question: { readonly kind: string };
}

/** What the mocked door does with the questions that come next. */
export type DoorFault =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'error'; readonly code: string; readonly details: object }
  /** Tells of rows read, and answers when it is told to go on. */
  | { readonly kind: 'slow'; readonly read: number; readonly total: number }
  /** Tells of progress and is gone. */
  | { readonly kind: 'broken-off' }
  | { readonly kind: 'no-connection' };

export interface MockDoor {
  readonly handlers: readonly RequestHandler[];
  readonly heard: PostedQuestion[];
  fail(fault: DoorFault | null): void;
  /** Lets slow answers come. */
  goOn(): void;
}

/** The door to a table, as the page sees it; `answer` says what the table would. */
export function mockDoor(address: string, answer: (posted: PostedQuestion) => unknown): MockDoor {
  const heard: PostedQuestion[] = [];
  let fault: DoorFault | null = null;
  let waiting: (() => void)[] = [];
  const line = (told: object) => new TextEncoder().encode(`${JSON.stringify(told)}\n`);
  const told = (body: BodyInit) =>
    new HttpResponse(body, { headers: { 'content-type': 'application/x-ndjson; charset=utf-8' } });

  const respond = (posted: PostedQuestion): Response => {
    const now = fault;
    if (now?.kind === 'status') return new HttpResponse('no', { status: now.status });
    if (now?.kind === 'no-connection') return HttpResponse.error();
    if (now?.kind === 'error') return told(line({ error: { code: now.code, details: now.details } }));
    const whole = line({ answer: answer(posted), tookMs: 1234 });
    if (now === null) return told(whole);
    const rows = now.kind === 'slow' ? { read: now.read, total: now.total } : { read: 1, total: 4 };
    return told(
      new ReadableStream<Uint8Array>({
        start: (controller) => {
          controller.enqueue(line({ progress: rows.read / rows.total, rows }));
          if (now.kind === 'broken-off') controller.close();
          else {
            waiting.push(() => {
              controller.enqueue(whole);
              controller.close();
            });
          }
        },
      }),
    );
  };

  return {
    heard,
    handlers: [
      http.post(address, async ({ request }) => {
        const posted = (await request.json()) as PostedQuestion;
        heard.push(posted);
        return respond(posted);
      }),
    ],
    fail: (next) => {
      fault = next;
    },
    goOn: () => {
      for (const end of waiting) end();
      waiting = [];
    },
  };
}
