import type { RankedFinding } from '../../journey/ranked-finding.ts';
import { TRANSITION_IDS } from '../../journey/tools.ts';
import { linkedView } from '../../questions/findings.ts';
import type { View } from '../../questions/view.ts';
import { goToQuestion, hrefOf, paths } from '../../state/location.ts';
import type { FindingWay } from './Findings.tsx';

/** The screen that shows a finding, with the very question it is about. */
export function wayOfFinding(journey: string, view: View, { finding, link }: RankedFinding): FindingWay {
  if (link.screen === 'summary') return { href: hrefOf(paths.journey(journey), view), go: goToBlindSpots };
  const way =
    'from' in finding && 'to' in finding
      ? TRANSITION_IDS.find((id) => id === `${finding.from}>${finding.to}`)
      : undefined;
  const path = {
    journey: paths.question(journey),
    tools: paths.tools(journey, way),
    data: paths.data,
  }[link.screen];
  const to = link.screen === 'data' ? {} : linkedView(view, link);
  return { href: hrefOf(path, to), go: () => goToQuestion(path, to) };
}

function goToBlindSpots(): void {
  const place = document.querySelector<HTMLElement>('[data-blind-spots]');
  place?.focus();
  place?.scrollIntoView({ block: 'center' });
}
