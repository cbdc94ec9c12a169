/**
 * Sets Handrail beside others: `npm run bench -- import` (files to sorted columns),
 * `npm run bench -- engine` (questions to the same events).
 * Contenders take turns within one run, each in a process of its own; what they made is compared before a time counts.
 * `--rows N` (default 1,000,000), `--rounds N` (default 5), `--json` prints the figures for a program.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const BENCHES = { import: './import-bench.mjs', engine: './engine-bench.mjs' };

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  process.stdout.write(
    `npm run bench -- [${Object.keys(BENCHES).join('|')}] [--rows N] [--rounds N] [--json]\n\nSets Handrail beside others, in turn within one run; 1,000,000 rows and 5 rounds unless told.\n`,
  );
  process.exit(0);
}
const [named, ...rest] = process.argv.slice(2);
const names = named === undefined || named.startsWith('-') ? Object.keys(BENCHES) : [named];
const options = readOptions(named?.startsWith('-') ? [named, ...rest] : rest);
for (const name of names) {
  if (!(name in BENCHES)) stop(`There is no benchmark ${name}: use ${Object.keys(BENCHES).join(' or ')}.`);
}
if (!existsSync(join(here, 'node_modules'))) {
  process.stderr.write('Installing the contenders…\n');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--prefix', here], { stdio: ['ignore', 'ignore', 'inherit'] });
}
for (const name of names) {
  const { bench } = await import(BENCHES[name]);
  await bench(options);
}

function readOptions(args) {
  const read = { rows: 1_000_000, rounds: 5, json: false };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--json') read.json = true;
    else if (args[i] === '--rows' || args[i] === '--rounds') {
      const n = Number(args[i + 1]?.replaceAll('_', ''));
      if (!Number.isInteger(n) || n < 1) stop(`${args[i]} needs a whole number.`);
      read[args[i].slice(2)] = n;
      i += 1;
    } else stop(`There is no option ${args[i]}: use --rows, --rounds or --json.`);
  }
  return read;
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
