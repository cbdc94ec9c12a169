import { useEffect } from 'react';
import { TRANSITION_IDS } from '../../journey/tools.ts';

/** Where a link leads to the rates to aim at: the place at which a rate is made a target. */
const TARGETS = 'targets';

/**
 * A link may name a transition, or the targets, where it may name a tool; the screen then begins at that place. Whether
 * `openId` is one; a tool that is called the same goes first.
 */
export function useWayInUrl(openId: string | null, toolIds: readonly string[]): boolean {
  const way = [...TRANSITION_IDS, TARGETS].find((id) => id === openId && !toolIds.includes(id)) ?? null;
  useEffect(() => {
    const line = way === null ? null : document.getElementById(way === TARGETS ? 'what-if-rate' : `way-${way}`);
    if (!line) return;
    if (way !== TARGETS) line.tabIndex = -1;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: 'center' });
  }, [way]);
  return way !== null;
}
