import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const here = import.meta.dirname;
const root = join(here, '..', '..');

/** Questions to the same events: the embedded engine, ClickHouse and DuckDB in turn. */
export async function bench({ rows, rounds, json }) {
  const outDir = join(here, 'node_modules', '.cache', 'bench');
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: { ssr: join(here, 'bench.ts'), outDir, emptyOutDir: true, target: 'node20' },
  });
  const { bench: run } = await import(pathToFileURL(join(outDir, 'bench.js')).href);
  const args = ['--events', String(rows), '--runs', String(rounds), ...(json ? ['--json'] : [])];
  process.exitCode = await run(args, root);
}
