import { useEffect, useState } from 'react';
import { createPortal, flushSync } from 'react-dom';
import type { Plan } from '../../journey/plan.ts';
import { type PageSources, pageContents } from '../../report/page/page-contents.ts';
import { SummaryPage } from '../../report/page/SummaryPage.tsx';
import styles from './PrintedPage.module.css';

export interface PrintedPageProps {
  readonly sources: Omit<PageSources, 'madeUs'>;
  readonly plan: Plan;
  readonly definitions: boolean;
}

/**
 * The summary as it is printed, by whatever key or menu: in the page only while it is printed, and then alone. The screen
 * is a tool, the paper a document.
 */
export function PrintedPage({ sources, plan, definitions }: PrintedPageProps) {
  const madeUs = usePrinting();
  if (madeUs === null) return null;
  const contents = pageContents({ ...sources, madeUs });
  return createPortal(
    <div className={styles.paper} data-paper>
      <SummaryPage contents={contents} plan={plan} definitions={definitions} />
    </div>,
    document.body,
  );
}

/** Since when the page is being printed, microseconds since 1970 UTC; `null` while it is not. */
function usePrinting(): number | null {
  const [since, setSince] = useState<number | null>(null);
  useEffect(() => {
    const media = matchMedia('print');
    // The paper must be there before the browser lays it out.
    const begin = () => flushSync(() => setSince((before) => before ?? Date.now() * 1000));
    const end = () => setSince(null);
    const change = () => (media.matches ? begin() : end());
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    media.addEventListener('change', change);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
      media.removeEventListener('change', change);
    };
  }, []);
  return since;
}
