import { isCode } from '../journey/errors.ts';
import { tableNameOf } from '../journey/table-source.ts';
import type { StoredDataset } from '../state/embedded.ts';
import {
  cancelHosted,
  choose,
  dismissHosted,
  type HostedStatus,
  hostedPlanState,
  openHosted,
  useHostedStatus,
  wasStopped,
} from '../state/use-hosted.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { sayError } from '../words/errors.ts';
import { formatMoment } from '../words/numbers.ts';
import styles from './Hosted.module.css';
import { HostedProgress } from './HostedProgress.tsx';

/** What there is to know of a hosted journey above its figures: how new they are, and whose plan they follow. */
export function HostedNotice({ dataset }: { readonly dataset: StoredDataset }) {
  const status = useHostedStatus(dataset.id);
  const isWorking = status?.kind === 'working';
  return (
    <div className={styles.notices}>
      {isWorking && status.step.kind !== 'checking' && status.step.kind !== 'asking' && (
        <HostedProgress step={status.step} onCancel={() => cancelHosted(dataset.id)} />
      )}
      {status?.kind === 'failed' &&
        (tableNameOf(dataset.profile) === null ? (
          <Kept dataset={dataset} status={status} />
        ) : (
          <TableNotSeen dataset={dataset} status={status} />
        ))}
      {status?.kind === 'done' && <News id={dataset.id} news={status.news} />}
      <PlanState dataset={dataset} busy={isWorking && status.step.kind !== 'checking'} />
    </div>
  );
}

interface KeptProps {
  readonly dataset: StoredDataset;
  readonly status: Extract<HostedStatus, { kind: 'failed' }>;
}

function Kept({ dataset, status }: KeptProps) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const of = formatMoment((dataset.hosted?.confirmedAtMs ?? dataset.createdAtMs) * 1000, zone);
  const action = (
    <Button size="small" onClick={() => openHosted(dataset.id)}>
      Try again
    </Button>
  );
  if (wasStopped(status)) {
    return <Notice title={`Kept copy of ${of}; you stopped the look for a newer one.`} action={action} />;
  }
  if (isCode(status.error, 'hosted-unreachable')) {
    return <Notice title={`Kept copy of ${of}; the server could not be reached.`} action={action} />;
  }
  return (
    <Notice tone="error" title={`Kept copy of ${of}; a newer one could not be had.`} action={action}>
      {sayError(status.error)}
    </Notice>
  );
}

/** Questions are asked all the same: each says for itself what came of it. */
function TableNotSeen({ dataset, status }: KeptProps) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const of = formatMoment((dataset.hosted?.confirmedAtMs ?? dataset.createdAtMs) * 1000, zone);
  return (
    <Notice
      tone={wasStopped(status) ? 'info' : 'error'}
      title={`The table ${tableNameOf(dataset.profile)} could not be looked at anew: its days and names are those of ${of}.`}
      action={
        <Button size="small" onClick={() => openHosted(dataset.id)}>
          Try again
        </Button>
      }
    >
      {sayError(status.error)}
    </Notice>
  );
}

function News({ id, news }: { readonly id: string; readonly news: 'none' | 'first' | 'plan' | 'data' }) {
  if (news === 'none' || news === 'first') return null;
  return (
    <Notice
      title={
        news === 'data'
          ? 'The server had newer data: the figures below are with it.'
          : 'The plan on the server has changed: the figures below follow it.'
      }
      action={
        <Button size="small" onClick={() => dismissHosted(id)}>
          Good
        </Button>
      }
    />
  );
}

function PlanState({ dataset, busy }: { readonly dataset: StoredDataset; readonly busy: boolean }) {
  const { changedHere, mustChoose } = hostedPlanState(dataset);
  const { id } = dataset;
  if (mustChoose) {
    return (
      <Notice
        tone="question"
        title="The plan on the server has changed, and you had changed your copy of it."
        action={
          <div className={styles.ways}>
            <Button size="small" busy={busy} onClick={() => choose(id, 'mine')}>
              Keep mine
            </Button>
            <Button size="small" busy={busy} onClick={() => choose(id, 'server')}>
              Take the server’s
            </Button>
            <Button size="small" busy={busy} onClick={() => choose(id, 'both')}>
              Keep both
            </Button>
          </div>
        }
      >
        Yours is shown until you choose. Keeping both makes two journeys: yours lies in this browser only.
      </Notice>
    );
  }
  if (!changedHere) return null;
  return (
    <Notice
      title="Changed here"
      action={
        <Button size="small" busy={busy} onClick={() => choose(id, 'server')}>
          Back to the server’s plan
        </Button>
      }
    >
      This is your own version of the organisation’s plan. Nobody else sees it.
    </Notice>
  );
}
