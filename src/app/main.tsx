import '../ui/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { HandrailError } from '../journey/errors.ts';
import { embedded } from '../state/embedded.ts';
import { logError } from '../state/error-log.ts';
import { App } from './App.tsx';
import { Broken } from './Broken.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { missingFeatures } from './feature-check.ts';
import { keepOffline } from './service-worker/update.ts';

const page = document.getElementById('app');
if (!page) throw new Error('the page has no place for the application');

const features = missingFeatures();
if (features.length === 0) {
  // Leftovers of imports that never ended; nobody waits for this.
  void embedded()
    .sweep()
    .catch(() => undefined);
  // While it is developed, the page changes all the time.
  if (import.meta.env.PROD) void keepOffline().catch(() => undefined);
}

// What nobody caught is remembered by its code and place, for the diagnostics.
addEventListener('error', ({ error }) => logError(error));
addEventListener('unhandledrejection', ({ reason }) => logError(reason));

createRoot(page).render(
  <StrictMode>
    {features.length > 0 ? (
      <Broken error={new HandrailError('browser-lacks', { features })} />
    ) : (
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    )}
  </StrictMode>,
);
