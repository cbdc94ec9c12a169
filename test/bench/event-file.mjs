import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from './seeded.mjs';

const folder = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'bench');
const CHANNELS = ['search', 'mail', 'social', '"fair, autumn"', 'partner', 'čtvrtletník'];

/**
 * An event log of so many rows, in the order of time as logs are: some cells quoted, some not ASCII. Seeded: always the
 * same bytes. Made once and kept.
 */
export async function eventFile(rows) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `events-${rows}.csv`);
  if (existsSync(path)) return path;
  const random = seeded(11);
  const out = createWriteStream(`${path}.part`);
  out.write('user_id,event,time,channel,amount\n');
  const people = Math.max(1, Math.floor(rows / 4));
  const from = Date.UTC(2025, 0, 1);
  const stepMs = (400 * 86_400_000) / rows;
  let lines = [];
  for (let row = 0; row < rows; row++) {
    const person = Math.floor(random() ** 1.5 * people);
    const channel = CHANNELS[person % CHANNELS.length];
    const kind = random();
    const event =
      kind < 0.55 ? 'page viewed' : kind < 0.8 ? 'newsletter opened' : kind < 0.94 ? 'checkout' : 'purchase';
    const amount = event === 'purchase' ? (random() * 200).toFixed(2) : '';
    const time = new Date(from + Math.floor(row * stepMs)).toISOString();
    lines.push(`user-${String(person).padStart(8, '0')},${event},${time},${channel},${amount}\n`);
    if (lines.length === 20_000) {
      if (!out.write(lines.join(''))) await once(out, 'drain');
      lines = [];
    }
  }
  out.end(lines.join(''));
  await once(out, 'finish');
  renameSync(`${path}.part`, path);
  return path;
}
