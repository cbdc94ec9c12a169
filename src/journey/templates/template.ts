import type { StageRule } from '../plan.ts';
import type { StageId } from '../stages.ts';
import type { TransitionId } from '../tools.ts';

export const TEMPLATE_IDS = [
  'nonprofit-giving',
  'nonprofit-volunteering',
  'b2b-sales',
  'software-subscription',
  'shop',
  'event',
] as const;

export type TemplateId = (typeof TEMPLATE_IDS)[number];

/** What a field's journey usually looks like, and what people need at each transition of it. */
export interface Template {
  readonly id: TemplateId;
  readonly name: string;
  /** For whom it is, in a sentence. */
  readonly forWhom: string;
  readonly labels: Readonly<Record<StageId, string>>;
  /** Patterns of event names, in lower case, that usually enter a stage. */
  readonly rules: Readonly<Record<StageId, readonly StageRule[]>>;
  /** Patterns of event names, in lower case, that speak for this field and hardly for another. */
  readonly marks: readonly string[];
  /** The same for names that several fields have. */
  readonly signs: readonly string[];
  readonly capabilities: Readonly<Record<TransitionId, readonly TemplateCapability[]>>;
}

export interface TemplateCapability {
  /** Unique among all templates. */
  readonly id: string;
  /** What the person asks, in their own words. */
  readonly asks: string;
  /** What answers it. */
  readonly answers: string;
  /** What the seller has to do or know at the same moment. */
  readonly seller: string;
  /** Tools that usually give it. */
  readonly examples: readonly string[];
  /** Patterns of event names (`*` any run of characters), in lower case, that usually show it. */
  readonly shows: readonly string[];
}
