import type { HostedCopy, StoredDataset } from '../backends/embedded/catalogue.ts';
import { HandrailError } from '../journey/errors.ts';
import type { Plan } from '../journey/plan.ts';

/**
 * The files that a hosted plan reads, once each. They lie beside it: a server has no list of its files, so a `*` cannot
 * be followed. Throws `plan-wrong-value` with the key.
 */
export function hostedFiles(plan: Plan): string[] {
  const names = plan.sources.map(({ files }, index) => {
    const isPlain = /^(?:[^*\\/]|\\\*)+$/.test(files) && !/^\.+$/.test(files);
    if (isPlain) return files.replaceAll('\\*', '*');
    throw new HandrailError('plan-wrong-value', {
      path: `sources[${index}].files`,
      value: files,
      expected:
        'the name of one file that lies beside the plan, without “*” or “/”, because the plan is opened by a link',
    });
  });
  return [...new Set(names)];
}

/** Where a file of a hosted plan lies. */
export function fileAddress(name: string, plan: URL): URL {
  return new URL(`./${encodeURIComponent(name)}`, plan);
}

/** What decides the columns: when only the rest of a plan changes, no file has to be read again. */
export function columnsKey(plan: Plan): string {
  const sources = plan.sources.map(({ until: _, ...source }) => source);
  return sorted([sources, plan.timeZone ?? null, plan.keys ?? 'hashed']);
}

export function isSamePlan(a: Plan, b: Plan): boolean {
  return sorted(a) === sorted(b);
}

/** Whether the plan of a hosted journey was changed in this browser. */
export function isChangedHere({ plan, hosted }: Pick<StoredDataset, 'plan' | 'hosted'>): boolean {
  return hosted !== undefined && !isSamePlan(plan, hosted.plan);
}

export type PlanChoice = 'mine' | 'server' | 'both';

/** What becomes of the plan of a kept copy when the server's plan is `server`. */
export type PlanStep =
  | { readonly kind: 'keep' }
  /** The server's plan takes its place. */
  | { readonly kind: 'adopt' }
  /** Both have changed: a person has to choose. */
  | { readonly kind: 'ask' };

export function planStep(kept: { readonly plan: Plan; readonly hosted: HostedCopy }, server: Plan): PlanStep {
  if (isSamePlan(kept.plan, server)) return isSamePlan(kept.hosted.plan, server) ? { kind: 'keep' } : { kind: 'adopt' };
  if (isSamePlan(kept.hosted.plan, server)) return { kind: 'keep' };
  return { kind: isChangedHere(kept) ? 'ask' : 'adopt' };
}

/** JSON with sorted keys: equal plans give equal texts. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}
