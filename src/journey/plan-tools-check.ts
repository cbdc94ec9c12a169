import { knownCapability } from './capabilities.ts';
import { HandrailError } from './errors.ts';
import { nearestName } from './nearest.ts';
import type { Plan } from './plan.ts';

/**
 * What one value of the tools says of another: ids are unique, a tool's capability is one of the plan or of its
 * template, and a capability that no template has says where it belongs and what is asked.
 * Throws a HandrailError `plan-wrong-value` or `plan-missing-key` with the path.
 */
export function checkTools(plan: Plan): void {
  checkUnique(plan.tools ?? [], 'tools');
  checkUnique(plan.capabilities ?? [], 'capabilities');
  for (const [index, one] of (plan.capabilities ?? []).entries()) {
    if (one.dropped || knownCapability(plan.template, one.id) !== null) continue;
    for (const [key, expected] of OWN_NEEDS) {
      if (one[key] === undefined) {
        throw new HandrailError('plan-missing-key', { path: `capabilities[${index}].${key}`, expected });
      }
    }
  }
  const own = (plan.capabilities ?? []).map((one) => one.id);
  for (const [index, { capability }] of (plan.tools ?? []).entries()) {
    if (capability === undefined || own.includes(capability)) continue;
    if (knownCapability(plan.template, capability) !== null) continue;
    const near = nearestName(capability, own);
    throw new HandrailError('plan-wrong-value', {
      path: `tools[${index}].capability`,
      value: JSON.stringify(capability),
      expected: `the id of a capability of the plan or of its template${near === null ? '' : `, perhaps "${near}"`}`,
    });
  }
}

const OWN_NEEDS = [
  ['transition', 'the transition at which it is needed, as "motivation>action"'],
  ['asks', 'what the person asks, as "What do I do now?"'],
] as const;

function checkUnique(list: readonly { readonly id: string }[], key: string): void {
  const seen = new Set<string>();
  for (const [index, { id }] of list.entries()) {
    if (seen.has(id)) {
      throw new HandrailError('plan-wrong-value', {
        path: `${key}[${index}].id`,
        value: JSON.stringify(id),
        expected: 'an id that no other one has',
      });
    }
    seen.add(id);
  }
}
