import { useMemo, useState } from 'react';
import type { FunnelAnswer } from '../../engine/answer.ts';
import { judgeCapabilities, type ToolLandscape } from '../../insights/tool-gaps.ts';
import { judgeTools } from '../../insights/tool-judgement.ts';
import { type Rail, railOf, railOfNames } from '../../insights/tool-rail.ts';
import { capabilitiesOf } from '../../journey/capabilities.ts';
import type { Plan } from '../../journey/plan.ts';
import type { DatasetProfile } from '../../journey/profile.ts';
import { type LikelyTemplate, likelyTemplate } from '../../journey/templates/likely-template.ts';
import { type AskedTools, compileEvidence } from '../../questions/tools.ts';
import type { View } from '../../questions/view.ts';
import type { StoredDataset } from '../../state/embedded.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useToolProperty } from '../../state/use-tools.ts';

export interface Handrail {
  /** `null` while it is being judged. */
  readonly rail: Rail | null;
  /** The field that the names of the events speak for, where the plan names none. */
  readonly guessed: LikelyTemplate | null;
  /** `null` where no tools are listed, and while they are being judged. */
  readonly landscape: ToolLandscape | null;
}

/**
 * What one can hold on to over the stairs. It is asked only when the stairs are there (`funnel`), so that nobody waits for
 * them longer; `undefined` where no handrail can be drawn.
 */
export function useHandrail(
  dataset: StoredDataset,
  view: View,
  funnel: FunnelAnswer | undefined,
  isOrdered: boolean,
): Handrail | undefined {
  const { plan, profile } = dataset;
  const [property] = useToolProperty(dataset);
  const guessed = useMemo(
    () => (plan.template === undefined ? likelyTemplate(profile.eventNames.map(({ name }) => name)) : null),
    [plan.template, profile],
  );
  const listed = (plan.tools ?? []).length > 0;
  const asked = useMemo(
    () => (listed && isOrdered ? compiled(plan, profile, view, property) : null),
    [listed, isOrdered, plan, profile, view, property],
  );
  const { answered, pending, error } = useAnswer(dataset, funnel && asked ? asked.query : null);
  const fresh = useMemo(() => {
    if (!listed) {
      const names = profile.eventNames.map(({ name }) => name);
      return { rail: railOfNames(capabilitiesOf(plan, guessed?.id ?? null), names), landscape: null };
    }
    // While it is counted, the answer is the one to the question before.
    if (!asked || !answered || !funnel || pending) return null;
    const tools = judgeTools(asked, answered.answer, plan.lowReach);
    const needs = capabilitiesOf(plan, guessed?.id ?? null);
    const landscape = judgeCapabilities(plan, needs, tools, asked, answered.answer, funnel);
    return { rail: railOf(landscape), landscape };
  }, [listed, plan, profile, guessed, asked, answered, pending, funnel]);
  // While another question is counted, what was judged before stays.
  const [kept, keep] = useState(fresh);
  if (fresh !== null && fresh !== kept) keep(fresh);
  if (!isOrdered || (listed && (asked === null || error))) return undefined;
  const judged = fresh ?? kept;
  if (judged?.rail.parts.every(({ posts }) => posts.length === 0)) return undefined;
  return { rail: null, landscape: null, ...judged, guessed };
}

function compiled(plan: Plan, profile: DatasetProfile, view: View, property: string): AskedTools | null {
  try {
    return compileEvidence(plan, profile, view, property);
  } catch {
    // The stairs say what is wrong with the question.
    return null;
  }
}
