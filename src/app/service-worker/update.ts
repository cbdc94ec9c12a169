import { create } from 'zustand';

interface UpdateState {
  /** The version that waits to be used; `null` while this one is the newest known. */
  readonly waiting: ServiceWorker | null;
}

const useUpdateState = create<UpdateState>()(() => ({ waiting: null }));

/** Whoever leaves the page open for days hears of a new version within this time, when looking at it. */
const ASK_AGAIN_MS = 60 * 60 * 1000;

/** Keeps the application in this browser, so that it starts without a network. */
export async function keepOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register(new URL('service-worker.js', document.baseURI));
  const look = () => {
    // The first version of all has nothing to replace.
    if (registration.waiting && navigator.serviceWorker.controller) {
      useUpdateState.setState({ waiting: registration.waiting });
    }
  };
  look();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  let askedAtMs = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - askedAtMs < ASK_AGAIN_MS) return;
    askedAtMs = Date.now();
    registration.update().catch(() => undefined);
  });
}

export function useIsUpdateReady(): boolean {
  return useUpdateState(({ waiting }) => waiting !== null);
}

/** Takes the new version and opens the page with it. */
export function takeUpdate(): void {
  const { waiting } = useUpdateState.getState();
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting?.postMessage('take over');
}
