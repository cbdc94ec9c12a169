import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runServe } from '../server/serve-command.ts';
import { isTableReport, runTableReport } from './clickhouse-report.ts';
import { runConformanceCommand } from './conformance-command.ts';
import { runLoad } from './load-command.ts';
import { runMap } from './map-command.ts';
import { LATIN_FACE, standaloneCss } from './page/standalone-css.ts';
import { runReport } from './report-command.ts';

const HELP = `handrail: shows where people fall off a journey, and which tools are missing

  handrail report --plan plan.json FILE…   the funnel's figures as JSON; report --help tells more
  handrail serve                           serves the built page on http://localhost:4173
  handrail map [TABLE]                     the tables of a ClickHouse, and a plan for one of them
  handrail load --plan plan.json --clickhouse TABLE FILE…   puts the files' events into a table
  handrail conformance DIR                 runs counting cases and prints which fail
`;

export interface Place {
  /** The folder of the package. */
  readonly root: string;
  /** The folder that file arguments are relative to. */
  readonly cwd: string;
}

/** Runs one command; the exit code is 0, 1 (a check failed) or 2 (wrong usage or bad input, said in one sentence). */
export async function main(args: readonly string[], { root, cwd }: Place): Promise<number> {
  const [command, ...rest] = args;
  const out = (text: string): void => void process.stdout.write(text);
  const err = (text: string): void => void process.stderr.write(text);
  switch (command) {
    case 'map':
      return runMap(rest, { out, err, env: process.env });
    case 'load':
      return runLoad(rest, { cwd, nowUs: Date.now() * 1000, out, err, env: process.env });
    case 'report':
      return (isTableReport(rest) ? runTableReport : runReport)(rest, {
        cwd,
        nowUs: Date.now() * 1000,
        out,
        err,
        env: process.env,
        css: () => pageCss(root),
      });
    case 'conformance':
      return runConformanceCommand(rest, { cwd, out, err }, root);
    case 'serve':
      return runServe(root, { out, err });
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      out(HELP);
      return 0;
    default:
      err(`There is no command "${command}": use report, serve, map, load or conformance.\n`);
      return 2;
  }
}

/** The style that the build writes beside the commands, with its typeface inside. */
function pageCss(root: string): string {
  const folder = join(root, 'dist', 'cli');
  const face = readdirSync(join(folder, 'assets')).find((name) => LATIN_FACE.test(name));
  const bytes = face === undefined ? null : readFileSync(join(folder, 'assets', face));
  const font = bytes && { file: LATIN_FACE, address: `data:font/woff2;base64,${bytes.toString('base64')}` };
  return standaloneCss(readFileSync(join(folder, 'page.css'), 'utf8'), font);
}
