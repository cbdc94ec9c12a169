/**
 * What the figures of a journey show, as codes with figures: `insights` finds them, `words` says them. Shares are in
 * 0..1, `stage` names are step ids. A finding exists only where its figures do.
 */
export type Finding =
  /** Nobody reached the first measured stage. */
  | { readonly code: 'nobody'; readonly first: string }
  /** Only one stage is measured: there is a count, and no transition to judge. */
  | { readonly code: 'one-stage'; readonly stage: string; readonly people: number }
  /** Of those who entered, how many reached the stage that matters (Action where it is measured, else the last). */
  | {
      readonly code: 'reached';
      readonly first: string;
      readonly target: string;
      readonly entered: number;
      readonly reached: number;
    }
  /** The same for steps in any order: how many did all of them. */
  | { readonly code: 'did-all'; readonly steps: number; readonly entered: number; readonly reached: number }
  /** The transition that loses the most people, among those with enough of them. */
  | { readonly code: 'biggest-leak'; readonly from: string; readonly to: string; readonly lost: number }
  /** The honest rate of one transition with its 95 % interval. */
  | {
      readonly code: 'rate';
      readonly from: string;
      readonly to: string;
      readonly value: number;
      readonly low: number;
      readonly high: number;
      readonly n: number;
      /** `null`: no window, so everybody counts. */
      readonly windowUs: number | null;
    }
  /** Too few people for a verdict at this transition. */
  | { readonly code: 'too-few'; readonly from: string; readonly to: string; readonly n: number }
  /** No transition has enough people for a verdict. */
  | { readonly code: 'all-too-few'; readonly most: number }
  | { readonly code: 'in-progress'; readonly people: number }
  | { readonly code: 'no-window' }
  | { readonly code: 'nobody-lost' }
  /** People seen at a later stage and never at this one. */
  | { readonly code: 'blind-spot'; readonly stage: string; readonly people: number; readonly implied: number }
  /** People who left the count because of an exclusion. */
  | { readonly code: 'spoiled'; readonly people: number };

export type FindingCode = Finding['code'];
