import { type RefObject, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Paper is drawn at this width and scaled to the page: a portrait sheet is narrower than the wide picture needs. */
const PAPER_PX = 900;

/** The element's width in whole pixels, followed as it changes, on paper too; `null` before the first measurement. */
export function useWidth(ref: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const paper = matchMedia('print');
    const measure = () => setWidth(paper.matches ? PAPER_PX : Math.floor(element.getBoundingClientRect().width));
    const print = () => flushSync(() => setWidth(PAPER_PX));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    paper.addEventListener('change', measure);
    addEventListener('beforeprint', print);
    addEventListener('afterprint', measure);
    return () => {
      observer.disconnect();
      paper.removeEventListener('change', measure);
      removeEventListener('beforeprint', print);
      removeEventListener('afterprint', measure);
    };
  }, [ref]);
  return width;
}
