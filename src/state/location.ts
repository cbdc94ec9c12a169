import { useCallback, useMemo } from 'react';
import { useSearch } from 'wouter/use-browser-location';
import { navigate, useHashLocation } from 'wouter/use-hash-location';
import { decodeView, encodeView } from '../questions/url.ts';
import type { View } from '../questions/view.ts';

/** The screens' addresses: `#/` opens the latest journey, `#/data` the start screen, `#/journey/ID` a summary, `#/journey/ID/question` the journey under any question. */
export const paths = {
  home: '/',
  data: '/data',
  journey: (id: string) => `/journey/${encodeURIComponent(id)}`,
  question: (id: string) => `/journey/${encodeURIComponent(id)}/question`,
} as const;

/** Goes to a screen; what was asked on the one before stays there. */
export function goTo(path: string, { replace = false } = {}): void {
  navigate(`${path}?`, { replace });
}

export interface ViewInUrl {
  readonly view: View;
  /** Parts of the link that could not be read. */
  readonly unread: readonly string[];
  /** `replace`: a change under way, such as a drag, that should leave no trace in the history. */
  setView(next: View, options?: { readonly replace?: boolean }): void;
}

/** The question that the person looks at: the URL is its only home. */
export function useViewInUrl(): ViewInUrl {
  const search = useSearch();
  const [path] = useHashLocation();
  const { view, unread } = useMemo(() => decodeView(search.replace(/^\?/, '')), [search]);
  const setView = useCallback(
    (next: View, { replace = false } = {}) => navigate(`${path}?${encodeView(next)}`, { replace }),
    [path],
  );
  return { view, unread, setView };
}
