import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { JourneyScreen } from '../screens/journey/JourneyScreen.tsx';
import { StartScreen } from '../screens/start/StartScreen.tsx';
import { SummaryScreen } from '../screens/summary/SummaryScreen.tsx';
import { paths } from '../state/location.ts';
import { createQueryClient } from '../state/query-client.ts';
import { useCatalogueChanges } from '../state/use-datasets.ts';
import styles from './App.module.css';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Header } from './Header.tsx';
import { HomeScreen } from './HomeScreen.tsx';
import { HostedGate } from './HostedGate.tsx';
import { UpdateNotice } from './UpdateNotice.tsx';

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
  return (
    <>
      <button type="button" className={styles.skip} onClick={skipToMain}>
        Skip to the content
      </button>
      <Header />
      <main id="main" className={styles.main} tabIndex={-1}>
        <ErrorBoundary>
          <HostedGate>
            <Switch>
              <Route path="/">
                <HomeScreen />
              </Route>
              <Route path="/data">
                <StartScreen />
              </Route>
              <Route path="/journey/:id/question">{({ id }) => <JourneyScreen key={id} id={id} />}</Route>
              <Route path="/journey/:id">{({ id }) => <SummaryScreen key={id} id={id} />}</Route>
              <Route>
                <Redirect to={paths.home} replace />
              </Route>
            </Switch>
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
