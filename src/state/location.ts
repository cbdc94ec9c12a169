import { useCallback, useEffect, useMemo } from 'react';
import { useSearch } from 'wouter/use-browser-location';
import { navigate, useHashLocation } from 'wouter/use-hash-location';
import { decodeView, encodeView } from '../questions/url.ts';
import type { View } from '../questions/view.ts';
import type { StoredDataset } from './embedded.ts';
import { isHostedId } from './hosted-address.ts';
import { type PlanLink, readPlanLink } from './hosted-link.ts';
import { isChangedHere } from './hosted-plan.ts';
import { keepQuestion, pushQuestion } from './question-history.ts';

/** The screens' addresses: `#/` opens the latest journey, `#/data` the start screen, `#/journey/ID` a summary, `#/journey/ID/question` the journey under any question, `#/journey/ID/tools` its tools, `#/journey/ID/steps` what enters its stages. */
export const paths = {
  home: '/',
  data: '/data',
  /** The summary, in as much detail as an audience wants. */
  journey: (id: string, audience?: string) =>
    `/journey/${encodeURIComponent(id)}${audience === undefined ? '' : `/for/${encodeURIComponent(audience)}`}`,
  /** The journey under any question; `part`: where the page begins to be looked at. */
  question: (id: string, part?: QuestionPart) =>
    `/journey/${encodeURIComponent(id)}/question${part === undefined ? '' : `/${part}`}`,
  /** What enters each stage of a journey. */
  steps: (id: string) => `/journey/${encodeURIComponent(id)}/steps`,
  /** The tools of a journey, with the panel of one of them. */
  tools: (id: string, tool?: string) =>
    `/journey/${encodeURIComponent(id)}/tools${tool === undefined ? '' : `/${encodeURIComponent(tool)}`}`,
} as const;

/** Parts of the journey's page: its stages and groups, one way from stage to stage, two periods or groups. */
const QUESTION_PARTS = ['stages', 'way', 'sides'] as const;
export type QuestionPart = (typeof QUESTION_PARTS)[number];

/** The part of the journey's page that a link leads to; `null` for its beginning. */
export function useQuestionPart(): QuestionPart | null {
  const [path] = useHashLocation();
  const part = /^\/journey\/[^/]+\/question\/([^/]+)$/.exec(path)?.[1];
  return QUESTION_PARTS.find((each) => each === part) ?? null;
}

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
    (next: View, { replace = false } = {}) => (replace ? keepQuestion : pushQuestion)(path, next),
    [path],
  );
  return { view, unread, setView };
}

/** What the address says about a plan that lies beside the page. */
export function usePlanLink(): PlanLink {
  const search = useSearch();
  const [path] = useHashLocation();
  return useMemo(() => readPlanLink(search, path, document.baseURI), [search, path]);
}

/** Goes on to where a link leads; the link itself leaves no trace in the history. */
export function followLink(to: string): void {
  navigate(to, { replace: true });
}

/** Goes to a screen with a question; the one before stays in the history. */
export function goToQuestion(path: string, view: View): void {
  navigate(`${path}?${encodeView(view)}`);
}

/**
 * Called once, high up. A step through the history may change screen and question at once; browsers tell of a changed
 * hash only where nothing else changed.
 */
export function useHistorySteps(): void {
  useEffect(() => {
    const tell = () => dispatchEvent(new HashChangeEvent('hashchange', { newURL: location.href }));
    addEventListener('popstate', tell);
    return () => removeEventListener('popstate', tell);
  }, []);
}

/** The address that `goToQuestion` goes to, for a link that can be opened elsewhere. */
export function hrefOf(path: string, view: View): string {
  const search = encodeView(view);
  return `${search === '' ? location.pathname : `?${search}`}#${path}`;
}

export interface QuestionLink {
  readonly href: string;
  /** Who sees the same question with it: everyone, or this browser alone. */
  readonly worksFor: 'everyone' | 'this-browser';
  /** The plan was changed here: others see the question with the plan as it is on the server. */
  readonly changedHere: boolean;
}

/** A link to exactly this question, on the screen that `path` names; by default the summary. */
export function linkTo(
  dataset: Pick<StoredDataset, 'id' | 'plan' | 'hosted'>,
  view: View,
  path: string = paths.journey(dataset.id),
): QuestionLink {
  const url = new URL(location.href);
  url.search = encodeView(view);
  url.hash = path;
  return {
    href: url.href,
    worksFor: dataset.hosted && isHostedId(dataset.id) ? 'everyone' : 'this-browser',
    changedHere: isChangedHere(dataset),
  };
}

/** The tool whose panel is open on the tools screen; `null` for none. */
export function useToolInUrl(): string | null {
  const [path] = useHashLocation();
  const id = /^\/journey\/[^/]+\/tools\/([^/]+)$/.exec(path)?.[1];
  if (id === undefined) return null;
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** Opens or closes the panel of a tool; the question stays. */
export function goToTool(journey: string, tool: string | null): void {
  navigate(paths.tools(journey, tool ?? undefined));
}
