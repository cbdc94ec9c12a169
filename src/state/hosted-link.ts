import { type HandrailError, toHandrailError } from '../journey/errors.ts';
import { hostedId, planAddress } from './hosted-address.ts';

/** What a link says about a plan that lies beside the page. */
export type PlanLink =
  | { readonly kind: 'none' }
  /** The screen to go to, with the question that the link carries. */
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'refused'; readonly error: HandrailError };

/**
 * Reads `plan=…` out of the page's query, or out of the query behind `#`. The rest of both is the question. The screen
 * that the link names stays, with the plan's journey in it.
 *
 * @param search the page's query, with or without `?`
 * @param hash what stands behind `#`, like `/journey/ID/question`
 * @param base the page's own address
 */
export function readPlanLink(search: string, hash: string, base: string): PlanLink {
  const [path = '', inHash = ''] = hash.split('?');
  const pairs = `${search.replace(/^\?/, '')}&${inHash}`.split('&').filter((pair) => pair !== '');
  const plan = pairs.find((pair) => pair.startsWith('plan='));
  if (plan === undefined) return { kind: 'none' };
  try {
    const id = hostedId(planAddress(decodeURIComponent(plan.slice('plan='.length)), base));
    const rest = pairs.filter((pair) => !pair.startsWith('plan='));
    const screen = /^\/?journey\/[^/]+(\/.*)$/.exec(path)?.[1] ?? '';
    return { kind: 'go', to: `/journey/${id}${screen}?${rest.join('&')}` };
  } catch (error) {
    return { kind: 'refused', error: toHandrailError(error) };
  }
}
