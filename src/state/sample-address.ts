import { hostedId, planAddress } from './hosted-address.ts';

const SAMPLE_PLAN = 'data/river-trust/plan.json';

/** The id of the sample journey that lies beside the page at `base`. */
export function sampleId(base: string): string {
  return hostedId(planAddress(SAMPLE_PLAN, base));
}
