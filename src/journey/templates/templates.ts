import { B2B_SALES } from './b2b-sales.ts';
import { EVENT } from './event.ts';
import { NONPROFIT_GIVING } from './nonprofit-giving.ts';
import { NONPROFIT_VOLUNTEERING } from './nonprofit-volunteering.ts';
import { SHOP } from './shop.ts';
import { SOFTWARE_SUBSCRIPTION } from './software-subscription.ts';
import type { Template, TemplateId } from './template.ts';

const BY_ID: Readonly<Record<TemplateId, Template>> = {
  'nonprofit-giving': NONPROFIT_GIVING,
  'nonprofit-volunteering': NONPROFIT_VOLUNTEERING,
  'b2b-sales': B2B_SALES,
  'software-subscription': SOFTWARE_SUBSCRIPTION,
  shop: SHOP,
  event: EVENT,
};

/** The built-in templates in the order in which they are offered. */
export const TEMPLATES: readonly Template[] = Object.values(BY_ID);

export function templateOf(id: TemplateId): Template {
  return BY_ID[id];
}
