import { formatPercent } from './numbers.ts';

/** A target with its verdict; as `insights` gives it. */
export interface SpokenTarget {
  readonly target: number;
  readonly verdict: 'met' | 'missed' | 'cannot-tell' | 'too-few-people';
}

const VERDICTS: Readonly<Record<SpokenTarget['verdict'], string>> = {
  met: 'met',
  missed: 'missed',
  'cannot-tell': 'cannot tell yet',
  'too-few-people': 'too few people',
};

/** "55 %: missed". */
export function sayTarget({ target, verdict }: SpokenTarget, locale = 'en'): string {
  return `${formatPercent(target, undefined, locale)}: ${VERDICTS[verdict]}`;
}
