#!/usr/bin/env node
/** The `handrail` command: builds what is out of date, then hands over to src/report/main.ts. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildCommands, root } from './build.mjs';

await buildCommands();
const { main } = await import(pathToFileURL(join(root, 'dist', 'cli', 'main.js')).href);
process.exitCode = await main(process.argv.slice(2), { root, cwd: process.env.INIT_CWD ?? process.cwd() });
