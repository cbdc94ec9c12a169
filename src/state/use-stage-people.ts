import { useQueries } from '@tanstack/react-query';
import { canonicalJson } from '../engine/canonical.ts';
import type { Plan } from '../journey/plan.ts';
import type { StageId } from '../journey/stages.ts';
import { tableNameOf } from '../journey/table-source.ts';
import { compileFunnel, measuredStages } from '../questions/compile.ts';
import { embedded, type ReadFiles } from './embedded.ts';

/**
 * How many people were ever seen at each measured stage, whatever they did before: a funnel of one step each. A stage is
 * missing until it is counted. Nothing is asked of a table, which is others' as well and has limits.
 */
export function useStagePeople(
  read: Pick<ReadFiles, 'profile' | 'version'>,
  plan: Plan,
): Readonly<Partial<Record<StageId, number>>> {
  const { profile, version } = read;
  const measured = tableNameOf(profile) === null ? measuredStages(plan) : [];
  const counts = useQueries({
    queries: measured.map((id) => {
      const { handrail, sources, timeZone, stages } = plan;
      const alone = { handrail, sources, stages: { [id]: stages[id] }, ...(timeZone ? { timeZone } : {}) };
      const question = compileFunnel(alone, profile);
      return {
        queryKey: ['stage-people', version.folder, canonicalJson(question)],
        queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
          const { answer } = await embedded().backend({ name: '', version }).run(question, { signal });
          return answer.steps[0]?.reached ?? 0;
        },
      };
    }),
  });
  return Object.fromEntries(
    measured.flatMap((id, index) => {
      const people = counts[index]?.data;
      return people === undefined ? [] : [[id, people] as const];
    }),
  );
}
