import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..');

/** Handrail's own reader and engine, as one module for Node. */
export async function buildEmbedded() {
  const outDir = join(root, 'node_modules', '.cache', 'bench', 'embedded');
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: { ssr: join(import.meta.dirname, 'embedded.ts'), outDir, emptyOutDir: true, target: 'node20' },
  });
  return join(outDir, 'embedded.js');
}
