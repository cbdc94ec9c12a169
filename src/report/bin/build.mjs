#!/usr/bin/env node
/**
 * Builds what the commands need (`dist/cli`) when it is missing or when a source is newer. Writes nothing to standard
 * output. Run by `npm ci` and, through handrail.mjs, before every command.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const built = join(root, 'dist', 'cli', 'main.js');

/** Newest modification time of the source files below `folder`. */
function newest(folder) {
  let time = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) time = Math.max(time, newest(path));
    else if (/\.(ts|tsx|css|json)$/.test(entry.name)) time = Math.max(time, statSync(path).mtimeMs);
  }
  return time;
}

export async function buildCommands() {
  // A package without its sources comes built.
  if (!existsSync(join(root, 'src', 'report', 'main.ts'))) return;
  if (existsSync(built)) {
    const sources = Math.max(newest(join(root, 'src')), newest(join(root, 'mocks')));
    if (sources < statSync(built).mtimeMs) return;
  }
  const { build } = await import('vite');
  await build({ root, mode: 'cli', logLevel: 'error', configFile: join(root, 'vite.config.ts') });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCommands();
