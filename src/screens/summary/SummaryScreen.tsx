import { useCallback, useMemo, useState } from 'react';
import { HandrailError, toHandrailError } from '../../journey/errors.ts';
import type { RankedFinding } from '../../journey/ranked-finding.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { usePlanEdits } from '../../state/inventory-edits.ts';
import { paths, useViewInUrl } from '../../state/location.ts';
import { useAudience } from '../../state/use-audience.ts';
import { useFunnel, useFunnelsAhead } from '../../state/use-funnel.ts';
import { Notice } from '../../ui/Notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { sayError } from '../../words/errors.ts';
import { JourneyUndo } from '../JourneyUndo.tsx';
import { CannotCount, OpenDataset } from '../OpenDataset.tsx';
import { StoredRejects } from '../StoredRejects.tsx';
import { TakenFromQuestion } from '../TakenFromQuestion.tsx';
import { changed, PRESET_WINDOWS } from '../view-changes.ts';
import { type WayNames, wayOfFinding, wayOfTransition } from './finding-ways.ts';
import { PrintedPage } from './PrintedPage.tsx';
import { ReportBar } from './ReportBar.tsx';
import { SummaryView } from './SummaryView.tsx';
import { shareableFile } from './shareable-file.ts';
import { useHandrail } from './use-handrail.ts';
import { useSummaryPage } from './use-summary-page.ts';

/** The summary of one stored journey. */
export function SummaryScreen({ id }: { readonly id: string }) {
  return <OpenDataset id={id}>{(dataset) => <Summary dataset={dataset} />}</OpenDataset>;
}

function Summary({ dataset }: { readonly dataset: StoredDataset }) {
  const { id, plan, profile } = dataset;
  const { view, setView } = useViewInUrl();
  const { question, answer, pending, error, tookMs, progress, retry } = useFunnel(dataset, view);
  const current = pending || error ? undefined : answer;
  const handrail = useHandrail(dataset, view, current, question?.order !== 'any');
  const found = useSummaryPage(dataset, view, { question, answer: current });
  const offered = useMemo(
    () => [...PRESET_WINDOWS, null].map((window) => changed(plan, view, 'window', window)),
    [plan, view],
  );
  useFunnelsAhead(dataset, offered, answer !== undefined && !pending && found !== null && found.looking === null);
  const { audience, setAudience } = useAudience(id);
  const [definitions, setDefinitions] = useState(false);
  const { edit, error: unsaved } = usePlanEdits(dataset);
  const toolsHref = useCallback((way?: string) => `#${paths.tools(id, way)}`, [id]);
  const transitionWay = useCallback((transition: WayNames) => wayOfTransition(id, view, transition), [id, view]);
  const wayOf = useCallback((finding: RankedFinding) => wayOfFinding(id, view, finding), [id, view]);
  if (!question || (error && !answer)) {
    const why = error ?? new HandrailError('no-stage-measured', {});
    return <CannotCount dataset={dataset} view={view} error={why} onReset={() => setView({})} onRetry={retry} />;
  }
  const page = found?.page ?? null;
  const share = async () => {
    if (!page) return;
    const html = await shareableFile(page, plan, Date.now() * 1000);
    saveFile(`${plan.name ?? 'Journey'}, summary.html`, new Blob([html], { type: 'text/html;charset=utf-8' }));
  };
  return (
    <TakenFromQuestion plan={plan} profile={profile} question={question}>
      {unsaved && (
        <Notice tone="error" title="The last change could not be kept.">
          {sayError(toHandrailError(unsaved))}
        </Notice>
      )}
      <SummaryView
        plan={plan}
        profile={profile}
        answer={answer}
        question={question}
        view={view}
        onView={setView}
        status={{ pending, error, tookMs, progress, retry }}
        handrail={handrail}
        toolsHref={toolsHref}
        stepsHref={`#${paths.steps(id)}`}
        transitionWay={transitionWay}
        rejects={<StoredRejects dataset={dataset} />}
        undo={<JourneyUndo id={id} />}
        audience={audience}
        reportBar={
          <ReportBar
            audience={audience}
            onAudience={setAudience}
            definitions={definitions}
            onDefinitions={setDefinitions}
            ready={page !== null}
            onPrint={() => print()}
            onShare={share}
          />
        }
        findings={found}
        wayOf={wayOf}
        edit={edit}
      />
      {page && <PrintedPage sources={page} plan={plan} definitions={definitions} />}
    </TakenFromQuestion>
  );
}
