import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { buildEmbedded } from './build-embedded.mjs';
import { eventFile } from './event-file.mjs';
import { ratio, spread, table } from './figures.mjs';

/** From a CSV file to columns sorted by person and time. */
export async function bench({ rows, rounds, json }) {
  const path = await eventFile(rows);
  const bytes = statSync(path).size;
  const built = await buildEmbedded();
  const contenders = [
    { name: 'Handrail', module: 'handrail', options: { built, whole: false } },
    { name: 'Handrail, whole import', module: 'handrail', options: { built, whole: true } },
    { name: 'papaparse', module: 'papaparse', options: {} },
    { name: 'uDSV', module: 'udsv', options: {} },
    { name: 'DuckDB, one thread', module: 'duckdb', options: { coded: false } },
    { name: 'DuckDB, one thread, coded', module: 'duckdb', options: { coded: true } },
  ];
  const runs = contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [k, { module, options }] of contenders.entries()) runs[k].push(one(module, path, options));
  }
  const expected = JSON.stringify(runs[0][0].made);
  for (const [k, { name }] of contenders.entries()) {
    for (const { made } of runs[k]) {
      if (JSON.stringify(made) === expected) continue;
      throw new Error(`${name} made other cells than Handrail: ${JSON.stringify(made)}, not ${expected}`);
    }
  }
  const own = runs[0].map(({ ms }) => ms);
  const ownCpu = runs[0].map(({ cpuMs }) => cpuMs);
  const figures = contenders.map(({ name }, k) => {
    const times = runs[k].map(({ ms }) => ms);
    const cpuTimes = runs[k].map(({ cpuMs }) => cpuMs);
    const ms = spread(times);
    return {
      name,
      ms,
      cpuMs: spread(cpuTimes),
      rowsPerSecond: rows / (ms.median / 1000),
      bytesPerSecond: bytes / (ms.median / 1000),
      peakBytes: spread(runs[k].map(({ peakBytes }) => peakBytes)).median,
      timesHandrail: ratio(times, own),
      cpuTimesHandrail: ratio(cpuTimes, ownCpu),
    };
  });
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'import', rows, bytes, rounds, figures }, null, 2)}\n`);
    return;
  }
  const n = (value, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits });
  const spreadOf = ({ median, least, most }, unit = 1) =>
    `${n(median / unit, 2)} (${n(least / unit, 2)}–${n(most / unit, 2)})`;
  process.stdout.write(
    `Import of ${n(rows)} rows, ${n(bytes / 1e6)} MB, ${rounds} rounds; each time with its least and most.\n\n${table(
      ['', 's', 'rows/s', 'MB/s', 'peak MB', 'times Handrail', 'CPU s', 'CPU times Handrail'],
      figures.map(({ name, ms, cpuMs, rowsPerSecond, bytesPerSecond, peakBytes, timesHandrail, cpuTimesHandrail }) => [
        name,
        spreadOf(ms, 1000),
        n(rowsPerSecond),
        n(bytesPerSecond / 1e6),
        n(peakBytes / 1e6),
        spreadOf(timesHandrail),
        spreadOf(cpuMs, 1000),
        spreadOf(cpuTimesHandrail),
      ]),
    )}\n`,
  );
}

function one(module, path, options) {
  const here = import.meta.dirname;
  const args = [join(here, 'one-import.mjs'), join(here, 'contenders', `${module}.mjs`), path, JSON.stringify(options)];
  return JSON.parse(execFileSync(process.execPath, ['--max-old-space-size=16000', ...args], { encoding: 'utf8' }));
}
