/** Who a question counts and how: the part of a question that is said beside every figure. Times in microseconds UTC. */
export interface Population {
  readonly entered: PopulationRange | null;
  readonly during: PopulationRange | null;
  readonly windowUs: number | null;
  readonly order: 'ordered' | 'strict' | 'any';
  readonly ties: 'helpful' | 'later';
  readonly calendarDays: boolean;
  readonly timeZone: string;
  readonly filters: readonly {
    readonly property: string;
    readonly in: readonly (string | null)[];
    readonly attribution: SpokenAttribution;
  }[];
  readonly exclusions: readonly {
    readonly match: { readonly event: string | null };
    readonly fromStep: number;
    readonly toStep: number;
  }[];
}

/** Which of a person's values counts; `step` from 0. */
export type SpokenAttribution =
  | { readonly kind: 'first' }
  | { readonly kind: 'last' }
  | { readonly kind: 'all' }
  | { readonly kind: 'step'; readonly step: number };

export interface PopulationRange {
  readonly fromUs: number | null;
  readonly toUs: number | null;
}
