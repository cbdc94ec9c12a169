import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { SummaryScreen } from '../screens/summary/SummaryScreen.tsx';
import { useHistorySteps } from '../state/location.ts';
import { createQueryClient } from '../state/query-client.ts';
import { useCatalogueChanges } from '../state/use-datasets.ts';
import { Spinner } from '../ui/Spinner.tsx';
import styles from './App.module.css';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Header } from './Header.tsx';
import { HomeScreen } from './HomeScreen.tsx';
import { HostedGate } from './HostedGate.tsx';
import { NotFound } from './NotFound.tsx';
import { UpdateNotice } from './UpdateNotice.tsx';

// Whoever opens a link to the summary need not wait for what the other screens are made of.
const JourneyScreen = lazy(() =>
  import('../screens/journey/JourneyScreen.tsx').then((module) => ({ default: module.JourneyScreen })),
);
const ToolsScreen = lazy(() =>
  import('../screens/tools/ToolsScreen.tsx').then((module) => ({ default: module.ToolsScreen })),
);
const StepsScreen = lazy(() =>
  import('../screens/steps/StepsScreen.tsx').then((module) => ({ default: module.StepsScreen })),
);
const StartScreen = lazy(() =>
  import('../screens/start/StartScreen.tsx').then((module) => ({ default: module.StartScreen })),
);

export function App() {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <Router hook={useHashLocation}>
        <Screens />
      </Router>
    </QueryClientProvider>
  );
}

function Screens() {
  useCatalogueChanges();
  useHistorySteps();
  return (
    <>
      <button type="button" className={styles.skip} onClick={skipToMain}>
        Skip to the content
      </button>
      <Header />
      <main id="main" className={styles.main} tabIndex={-1}>
        <ErrorBoundary>
          <HostedGate>
            <Suspense fallback={<Spinner>Opening…</Spinner>}>
              <Switch>
                <Route path="/">
                  <HomeScreen />
                </Route>
                <Route path="/data">
                  <StartScreen />
                </Route>
                <Route path="/journey/:id/question/*?">{({ id }) => <JourneyScreen key={id} id={id} />}</Route>
                <Route path="/journey/:id/steps">{({ id }) => <StepsScreen key={id} id={id} />}</Route>
                <Route path="/journey/:id/tools/*?">{({ id }) => <ToolsScreen key={id} id={id} />}</Route>
                <Route path="/journey/:id/for/:audience">{({ id }) => <SummaryScreen key={id} id={id} />}</Route>
                <Route path="/journey/:id">{({ id }) => <SummaryScreen key={id} id={id} />}</Route>
                <Route>
                  <NotFound />
                </Route>
              </Switch>
            </Suspense>
          </HostedGate>
        </ErrorBoundary>
      </main>
      <UpdateNotice />
    </>
  );
}

/** The address after `#` is the screen's, so the browser cannot jump there itself. */
function skipToMain(): void {
  document.getElementById('main')?.focus();
}
