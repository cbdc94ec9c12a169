#!/usr/bin/env node
/** Writes the sample journey into public/data, where the build and the page find it. Says nothing when all is well. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildCommands, root } from '../src/report/bin/build.mjs';

await buildCommands();
const { writeSample } = await import(pathToFileURL(join(root, 'dist', 'cli', 'sample.js')).href);
await writeSample(join(root, 'public', 'data', 'river-trust'));
