import { useCallback, useMemo } from 'react';
import { HandrailError } from '../../journey/errors.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { paths, useViewInUrl } from '../../state/location.ts';
import { useFunnel, useFunnelsAhead } from '../../state/use-funnel.ts';
import { JourneyUndo } from '../JourneyUndo.tsx';
import { CannotCount, OpenDataset } from '../OpenDataset.tsx';
import { StoredRejects } from '../StoredRejects.tsx';
import { changed, PRESET_WINDOWS } from '../view-changes.ts';
import { SummaryView } from './SummaryView.tsx';
import { useHandrail } from './use-handrail.ts';

/** The summary of one stored journey. */
export function SummaryScreen({ id }: { readonly id: string }) {
  return <OpenDataset id={id}>{(dataset) => <Summary dataset={dataset} />}</OpenDataset>;
}

function Summary({ dataset }: { readonly dataset: StoredDataset }) {
  const { plan, profile } = dataset;
  const { view, setView } = useViewInUrl();
  const { question, answer, pending, error, tookMs } = useFunnel(dataset, view);
  const offered = useMemo(
    () => [...PRESET_WINDOWS, null].map((window) => changed(plan, view, 'window', window)),
    [plan, view],
  );
  useFunnelsAhead(dataset, offered, answer !== undefined && !pending);
  const handrail = useHandrail(dataset, view, pending ? undefined : answer, question?.order !== 'any');
  const toolsHref = useCallback((way?: string) => `#${paths.tools(dataset.id, way)}`, [dataset.id]);
  if (!question || (error && !answer)) {
    const why = error ?? new HandrailError('no-stage-measured', {});
    return <CannotCount dataset={dataset} view={view} error={why} onReset={() => setView({})} />;
  }
  return (
    <SummaryView
      plan={plan}
      profile={profile}
      answer={answer}
      question={question}
      view={view}
      onView={setView}
      status={{ pending, error, tookMs }}
      handrail={handrail}
      toolsHref={toolsHref}
      rejects={<StoredRejects dataset={dataset} />}
      undo={<JourneyUndo id={dataset.id} />}
    />
  );
}
