import type { RankedFinding } from '../../journey/ranked-finding.ts';
import { STAGE_IDS } from '../../journey/stages.ts';
import { TRANSITION_IDS } from '../../journey/tools.ts';
import { linkedView } from '../../questions/findings.ts';
import type { View } from '../../questions/view.ts';
import { goToQuestion, hrefOf, paths, type QuestionPart } from '../../state/location.ts';
import type { FindingWay } from './Findings.tsx';

/** The screen that shows a finding, with the very question it is about. */
export function wayOfFinding(journey: string, view: View, { finding, link }: RankedFinding): FindingWay {
  if (link.screen === 'summary') return { href: hrefOf(paths.journey(journey), view), go: goToBlindSpots };
  const way =
    'from' in finding && 'to' in finding
      ? TRANSITION_IDS.find((id) => id === `${finding.from}>${finding.to}`)
      : undefined;
  const path = {
    journey: paths.question(journey, partOf(link)),
    tools: paths.tools(journey, way),
    data: paths.data,
  }[link.screen];
  const to = link.screen === 'data' ? {} : linkedView(view, link);
  return { href: hrefOf(path, to), go: () => goToQuestion(path, to) };
}

/** The stages of a transition. */
export interface WayNames {
  readonly from: string;
  readonly to: string;
}

/** Where on the journey's page that is shown. */
function partOf({ change }: RankedFinding['link']): QuestionPart {
  if (change.compare !== undefined) return 'sides';
  return change.breakdown === undefined ? 'way' : 'stages';
}

/** The screen that looks closely at a transition, and lists its people. */
export function wayOfTransition(journey: string, view: View, transition: WayNames): FindingWay {
  const [from, to] = [transition.from, transition.to].map((name) => STAGE_IDS.find((id) => id === name));
  const path = paths.question(journey, 'way');
  const next = from && to ? { ...view, way: { from, to } } : view;
  return { href: hrefOf(path, next), go: () => goToQuestion(path, next) };
}

function goToBlindSpots(): void {
  const place = document.querySelector<HTMLElement>('[data-blind-spots]');
  place?.focus();
  place?.scrollIntoView({ block: 'center' });
}
