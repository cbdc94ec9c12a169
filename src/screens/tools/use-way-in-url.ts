import { useEffect } from 'react';
import { TRANSITION_IDS } from '../../journey/tools.ts';

/**
 * A link may name a transition where it may name a tool; the screen then begins at its line. Whether `openId` is one; a tool
 * that is called the same goes first.
 */
export function useWayInUrl(openId: string | null, toolIds: readonly string[]): boolean {
  const way = TRANSITION_IDS.find((id) => id === openId && !toolIds.includes(id)) ?? null;
  useEffect(() => {
    const line = way === null ? null : document.getElementById(`way-${way}`);
    if (!line) return;
    line.tabIndex = -1;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: 'center' });
  }, [way]);
  return way !== null;
}
