import { useQuery } from '@tanstack/react-query';
import { sayDiagnostics } from './diagnostics.ts';
import { useImportDraft } from './draft-store.ts';
import { embedded } from './embedded.ts';
import { loggedErrors } from './error-log.ts';
import { measureStorage } from './storage-space.ts';

/** The report as it would be copied now; `undefined` until it is made. It can be made even where nothing is stored. */
export function useDiagnostics(): string | undefined {
  const { data } = useQuery({ queryKey: ['diagnostics'], queryFn: collect, gcTime: 0, staleTime: 0 });
  return data;
}

async function collect(): Promise<string> {
  const [space, datasets] = await Promise.all([
    measureStorage().catch(() => null),
    embedded()
      .catalogue.list()
      .catch(() => []),
  ]);
  return sayDiagnostics({
    surroundings: {
      version: import.meta.env.HANDRAIL_VERSION ?? 'unknown',
      build: new URL(import.meta.url).pathname.split('/').at(-1) ?? '',
      browser: navigator.userAgent,
      languages: navigator.languages,
      processors: navigator.hardwareConcurrency,
      usedBytes: space?.usedBytes ?? null,
      quotaBytes: space?.quotaBytes ?? null,
      persisted: space?.persisted ?? null,
    },
    errors: loggedErrors(),
    datasets,
    files: useImportDraft.getState().files,
  });
}
