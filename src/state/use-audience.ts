import { useCallback, useEffect } from 'react';
import { navigate, useHashLocation } from 'wouter/use-hash-location';
import { paths } from './location.ts';

/** For whom the summary is shown: it changes how much is shown, never a number. */
export const AUDIENCES = ['executive', 'organiser', 'analyst'] as const;
export type Audience = (typeof AUDIENCES)[number];

const USUAL: Audience = 'organiser';
const KEPT_AS = 'handrail-audience';

export interface AudienceChoice {
  readonly audience: Audience;
  readonly setAudience: (audience: Audience) => void;
}

/** The audience that the link names, else the one that was chosen last in this browser. */
export function useAudience(journey: string): AudienceChoice {
  const [path] = useHashLocation();
  const named = audienceIn(path);
  const kept = keptAudience();
  const setAudience = useCallback(
    (audience: Audience) => {
      keep(audience);
      go(journey, audience);
    },
    [journey],
  );
  // The link in the address line shows others what is seen here.
  useEffect(() => {
    if (named === null && kept !== USUAL && path === paths.journey(journey)) go(journey, kept);
  }, [journey, named, kept, path]);
  return { audience: named ?? kept, setAudience };
}

/** The audience in the address of a summary; `null` where none is named, or one that is not known. */
export function audienceIn(path: string): Audience | null {
  const word = /^\/journey\/[^/]+\/for\/([^/]+)$/.exec(path)?.[1];
  return AUDIENCES.find((audience) => audience === word) ?? null;
}

/** The question and its undo stay as they are. */
function go(journey: string, audience: Audience): void {
  navigate(paths.journey(journey, audience), { replace: true, state: history.state });
}

function keptAudience(): Audience {
  try {
    const word = localStorage.getItem(KEPT_AS);
    return AUDIENCES.find((audience) => audience === word) ?? USUAL;
  } catch {
    return USUAL;
  }
}

function keep(audience: Audience): void {
  try {
    localStorage.setItem(KEPT_AS, audience);
  } catch {
    // A browser that keeps nothing shows the link's audience all the same.
  }
}
