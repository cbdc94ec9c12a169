import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { type HandrailError, isCode } from '../journey/errors.ts';
import { followLink, goTo, paths, usePlanLink } from '../state/location.ts';
import { sampleId } from '../state/sample-address.ts';
import { useDatasets } from '../state/use-datasets.ts';
import { cancelHosted, checkHosted, isHostedId, openHosted, useHostedStatus } from '../state/use-hosted.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { sayError } from '../words/errors.ts';
import styles from './App.module.css';
import { HostedNotice } from './HostedNotice.tsx';
import { HostedProgress } from './HostedProgress.tsx';

/**
 * Opens journeys that lie beside the page: follows `?plan=…`, fetches what is not here yet, and stands above the screens
 * of a hosted journey with what there is to know of its server.
 */
export function HostedGate({ children }: { readonly children: ReactNode }) {
  const link = usePlanLink();
  const [path] = useLocation();
  const { datasets } = useDatasets();
  const id = journeyIn(path);
  const to = link.kind === 'go' ? link.to : null;

  useEffect(() => {
    if (to !== null) followLink(to);
  }, [to]);

  if (link.kind === 'refused') return <Refused error={link.error} />;
  if (to !== null || (id !== null && datasets === undefined)) return <Opening />;
  if (id === null) return children;
  const dataset = datasets?.find((each) => each.id === id);
  if (dataset === undefined) return <Fetching key={id} id={id} />;
  return (
    <>
      {dataset.hosted && <Checked key={id} id={id} />}
      {dataset.hosted && <HostedNotice dataset={dataset} />}
      {children}
    </>
  );
}

/** The id of the hosted journey that a screen's path names. */
function journeyIn(path: string): string | null {
  const id = /^\/journey\/([^/]+)/.exec(path)?.[1];
  return id !== undefined && isHostedId(id) ? id : null;
}

/** Asks the server once whether it has anything new. */
function Checked({ id }: { readonly id: string }) {
  useEffect(() => checkHosted(id), [id]);
  return null;
}

/** A journey that is not here yet. */
function Fetching({ id }: { readonly id: string }) {
  const status = useHostedStatus(id);
  const isSample = id === sampleId(document.baseURI);
  const [isAsked, setIsAsked] = useState(false);
  // What came of an earlier visit says nothing of this one.
  const error = isAsked && status?.kind === 'failed' ? status.error : null;
  const leave = isCode(error, 'cancelled') || (isSample && isCode(error, 'hosted-not-found'));

  useEffect(() => {
    openHosted(id);
    setIsAsked(true);
  }, [id]);
  useEffect(() => {
    if (leave) goTo(paths.data, { replace: true });
  }, [leave]);

  if (error && !leave) return <Refused error={error} onRetry={() => openHosted(id)} />;
  if (status?.kind !== 'working') return <Opening />;
  const name = status.step.kind === 'checking' ? null : status.step.name;
  const isTable = status.step.kind === 'asking';
  return (
    <div className={styles.opening}>
      <h1>{isSample ? 'River Trust, a sample journey' : (name ?? 'A journey that was shared with you')}</h1>
      <p>
        {isSample
          ? 'Your browser reads it now, just as it would read your own files. Nothing leaves this computer.'
          : isTable
            ? 'Its events stay in their table: questions go to this page’s own server, which asks it, and the answers come back.'
            : status.step.kind === 'checking'
              ? 'Your browser asks this page’s own server for its plan.'
              : 'Your browser fetches it from this page’s server and reads it here. Nothing is sent anywhere.'}
      </p>
      <HostedProgress step={status.step} onCancel={() => cancelHosted(id)} />
    </div>
  );
}

function Refused({ error, onRetry }: { readonly error: HandrailError; readonly onRetry?: () => void }) {
  return (
    <div role="alert">
      <EmptyState
        title="This journey cannot be opened"
        action={
          <div className={styles.ways}>
            {onRetry && (
              <Button variant="primary" onClick={onRetry}>
                Try again
              </Button>
            )}
            <Button onClick={() => goTo(paths.data, { replace: true })}>Go to your data</Button>
          </div>
        }
      >
        {sayError(error)}
      </EmptyState>
    </div>
  );
}

function Opening() {
  return (
    <div className={styles.opening}>
      <Spinner>Opening…</Spinner>
    </div>
  );
}
