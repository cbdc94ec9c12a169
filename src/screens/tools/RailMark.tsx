import type { CapabilityState } from '../../journey/tool-findings.ts';
import styles from './RailMark.module.css';

/** How a piece of handrail looks: whole, thin, dashed, dotted, or just its two stubs. */
const RAILS: Readonly<Record<CapabilityState, 'whole' | 'thin' | 'dashed' | 'dotted' | 'stubs'>> = {
  working: 'whole',
  'low-reach': 'thin',
  'too-few-people': 'dashed',
  'no-effect-shown': 'dashed',
  planned: 'dashed',
  retired: 'dotted',
  unlisted: 'dashed',
  untracked: 'dashed',
  dormant: 'dotted',
  unused: 'dotted',
  missing: 'stubs',
};

/** What a state means for the person on the stairs. */
export const TONES: Readonly<Record<CapabilityState, 'holds' | 'open' | 'gap'>> = {
  working: 'holds',
  'low-reach': 'holds',
  'too-few-people': 'open',
  'no-effect-shown': 'gap',
  planned: 'open',
  retired: 'open',
  unlisted: 'open',
  untracked: 'open',
  dormant: 'gap',
  unused: 'gap',
  missing: 'gap',
};

export interface RailMarkProps {
  readonly state: CapabilityState;
  /** Nobody is warned by it. */
  readonly quiet?: boolean;
}

/** The piece of handrail that a tool is; decoration, its state stands beside it in words. */
export function RailMark({ state, quiet = false }: RailMarkProps) {
  const rail = RAILS[state];
  return (
    <svg
      className={styles.mark}
      width="28"
      height="10"
      viewBox="0 0 28 10"
      aria-hidden="true"
      data-tone={quiet ? 'open' : TONES[state]}
    >
      <path d={rail === 'stubs' ? 'M2 5h5M21 5h5' : 'M2 5h24'} data-rail={rail} />
    </svg>
  );
}
