import { useCallback, useMemo, useState } from 'react';
import { toHandrailError } from '../../journey/errors.ts';
import type { Plan } from '../../journey/plan.ts';
import { likelyTemplate } from '../../journey/templates/likely-template.ts';
import type { PlanTool } from '../../journey/tools.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { type PlanChange, usePlanEdits } from '../../state/inventory-edits.ts';
import { goToTool, useToolInUrl, useViewInUrl } from '../../state/location.ts';
import { useToolProperty, useTools } from '../../state/use-tools.ts';
import { Notice } from '../../ui/Notice.tsx';
import { sayError } from '../../words/errors.ts';
import { peopleOf } from '../../words/numbers.ts';
import { AskAgain } from '../AskAgain.tsx';
import { Counting } from '../Counting.tsx';
import { CannotCount, OpenDataset } from '../OpenDataset.tsx';
import { BeforeAfter } from './BeforeAfter.tsx';
import { judgeAnswered } from './landscape.ts';
import { ToolsView } from './ToolsView.tsx';
import type { ToolsContext } from './tools-context.ts';

/** What a journey's people can hold on to, and what to build next. */
export function ToolsScreen({ id }: { readonly id: string }) {
  return <OpenDataset id={id}>{(dataset) => <Tools dataset={dataset} />}</OpenDataset>;
}

function Tools({ dataset }: { readonly dataset: StoredDataset }) {
  const { id, plan, profile } = dataset;
  const { view, setView } = useViewInUrl();
  const [property, pickProperty] = useToolProperty(dataset);
  const { answered, pending, error, tookMs, progress, retry } = useTools(dataset, view, property);
  const { edit, error: unsaved } = usePlanEdits(dataset);
  const openId = useToolInUrl();
  const [listing, setListing] = useState<Partial<PlanTool> | null>(null);
  const likely = useMemo(() => likelyTemplate(profile.eventNames.map(({ name }) => name)), [profile]);
  const judged = useMemo(
    () => (answered ? judgeAnswered(plan, likely.id, answered) : null),
    [answered, plan, likely.id],
  );
  const pinned = useCallback(
    (what: string, change: PlanChange) => edit(what, (now) => change(withTemplateNamed(now, likely.id))),
    [edit, likely.id],
  );
  if (!judged) {
    if (error)
      return <CannotCount dataset={dataset} view={view} error={error} onReset={() => setView({})} onRetry={retry} />;
    return <Counting progress={progress}>{`Looking at what ${peopleOf(profile.personCount)} used`}</Counting>;
  }
  const context: ToolsContext = {
    journey: id,
    plan,
    profile,
    guess: likely.id,
    judged,
    timeZone: judged.answered.asked.query.timeZone,
    edit: pinned,
    openTool: (tool) => goToTool(id, tool),
    listTool: setListing,
  };
  return (
    <>
      {error && (
        <Notice tone="error" title="This could not be counted." action={<AskAgain onAsk={retry} busy={pending} />}>
          {sayError(error)} Below stands what was counted before.
        </Notice>
      )}
      {unsaved && (
        <Notice tone="error" title="The last change could not be kept.">
          {sayError(toHandrailError(unsaved))}
        </Notice>
      )}
      <ToolsView
        context={context}
        more={(tool) => <BeforeAfter dataset={dataset} view={view} tool={tool} />}
        pending={pending}
        progress={progress}
        tookMs={tookMs}
        openId={openId}
        listing={listing}
        onListed={() => setListing(null)}
        property={property}
        onProperty={pickProperty}
      />
    </>
  );
}

/** What is edited on this screen rests on its template: from then on the plan names it, so that a command counts alike. */
function withTemplateNamed(plan: Plan, guess: Plan['template'] & string): Plan {
  return plan.template === undefined ? { ...plan, template: guess } : plan;
}
