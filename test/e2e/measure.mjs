#!/usr/bin/env node
/** Measures the built page (`npm run build` first): exits with 1 when a figure is over its limit. */
import { join } from 'node:path';
import { runnerImport } from 'vite';

const { module } = await runnerImport(join(import.meta.dirname, 'measure.ts'), {
  configFile: false,
  logLevel: 'error',
});
const good = await module.measure((line) => process.stdout.write(`${line}\n`));
process.exitCode = good ? 0 : 1;
