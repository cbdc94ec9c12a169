import { useEffect, useRef } from 'react';
import type { QuestionPart } from '../../state/location.ts';

/**
 * Where a link leads to a part of the page, begins there: once, as soon as everything above it stands (`ready`), and not
 * where somebody has taken hold of something meanwhile.
 */
export function useArrival(part: QuestionPart | null, ready: boolean): void {
  const arrived = useRef<QuestionPart | null>(null);
  useEffect(() => {
    if (!ready || arrived.current === part) return;
    arrived.current = part;
    const place = part === null ? null : document.querySelector<HTMLElement>(`[data-part="${part}"]`);
    const hold = document.activeElement?.closest('main button, main input, main select, main a');
    if (!place || hold) return;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: 'start' });
  }, [part, ready]);
}
