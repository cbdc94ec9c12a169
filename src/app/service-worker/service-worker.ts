import { cacheName, PAGE, type Shell, shellAddress, staleCaches } from './shell.ts';

declare const self: ServiceWorkerGlobalScope;
/** Put here by the build. */
declare const SHELL: Shell;
const shell = SHELL;

const { scope } = self.registration;
const current = cacheName(scope, shell.version);

self.addEventListener('install', (event) => event.waitUntil(fill()));

self.addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      for (const name of staleCaches(await caches.keys(), scope, shell.version)) await caches.delete(name);
      await self.clients.claim();
    })(),
  ),
);

self.addEventListener('fetch', (event) => {
  const address = shellAddress(event.request, scope, shell);
  if (address !== null) event.respondWith(answer(address, event.request));
});

/** A new version waits until a person wants it. */
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') void self.skipWaiting();
});

async function fill(): Promise<void> {
  const cache = await caches.open(current);
  try {
    await Promise.all([PAGE, ...shell.files].map((file) => keep(cache, new URL(file, scope).href)));
  } catch (error) {
    await caches.delete(current);
    throw error;
  }
}

async function keep(cache: Cache, address: string): Promise<void> {
  const response = await fetch(address, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  // An answer that was redirected may not be given to a page that is opened.
  await cache.put(address, new Response(response.body, response));
}

async function answer(address: string, request: Request): Promise<Response> {
  const options = { ignoreVary: true };
  const kept = (await (await caches.open(current)).match(address, options)) ?? (await caches.match(address, options));
  return kept ?? fetch(request);
}
