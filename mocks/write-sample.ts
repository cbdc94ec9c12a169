import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { formatPlan } from '../src/journey/plan-file.ts';
import { RIVER_PLAN, riverFiles } from './river-trust/files.ts';
import { simulateRiver } from './river-trust/simulate.ts';

/** Raised whenever the generator writes something else, so that an older sample is written anew. */
const SAMPLE_VERSION = 3;

/** Writes the sample journey into `folder`, whole or not at all; does nothing when it is there already. */
export async function writeSample(folder: string): Promise<void> {
  const mark = join(folder, `version-${SAMPLE_VERSION}.json`);
  if (existsSync(mark)) return;
  const writing = `${folder}.${process.pid}`;
  await mkdir(writing, { recursive: true });
  for (const [name, content] of riverFiles(simulateRiver())) {
    if (name === 'site-events.csv') await writeFile(join(writing, `${name}.gz`), gzipSync(content, { level: 6 }));
    else await writeFile(join(writing, name), content);
  }
  await writeFile(join(writing, 'plan.json'), formatPlan(RIVER_PLAN));
  await writeFile(join(writing, `version-${SAMPLE_VERSION}.json`), '{}\n');
  await rm(folder, { recursive: true, force: true });
  await rename(writing, folder);
}
