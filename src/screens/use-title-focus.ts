import { type RefObject, useEffect, useRef } from 'react';

/**
 * For the title of a screen: where what had the focus went with the screen before, the focus begins here, so that it is
 * read out and the next Tab goes on from it.
 */
export function useTitleFocus(): RefObject<HTMLHeadingElement | null> {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus({ preventScroll: true });
  }, []);
  return title;
}
