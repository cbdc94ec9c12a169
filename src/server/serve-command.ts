import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { HandrailError, toHandrailError } from '../journey/errors.ts';
import { parsePlan } from '../journey/plan-file.ts';
import { tableSources } from '../journey/table-source.ts';
import { clickHouseAddress } from './clickhouse-client.ts';
import { ClickHouseDoor } from './clickhouse-door.ts';
import { serve } from './serve.ts';

const DEFAULT_PORT = 4173;

/**
 * Serves the built page and prints its address. Resolves with an exit code only when that fails: 2 with one sentence
 * when the page is not built or the port is taken.
 */
export async function runServe(
  root: string,
  io: { out(text: string): void; err(text: string): void },
): Promise<number> {
  const folder = join(root, 'dist', 'app');
  if (!existsSync(join(folder, 'index.html'))) {
    io.err('The page is not built yet: run "npm start", which builds and serves it.\n');
    return 2;
  }
  const port = Number(process.env.HANDRAIL_PORT ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    io.err(`HANDRAIL_PORT is "${process.env.HANDRAIL_PORT}", which is not a port: give a number from 0 to 65535.\n`);
    return 2;
  }
  let door: ClickHouseDoor | null;
  try {
    door = await doorOf(process.env, root);
  } catch (error) {
    io.err(`${startSentence(toHandrailError(error))}\n`);
    return 2;
  }
  try {
    const server = await serve({ folder, port, ...(door === null ? {} : { door }) });
    const address = server.address();
    const home = `http://localhost:${typeof address === 'object' && address ? address.port : port}`;
    io.out(`Handrail is at ${home}\n`);
    const plan = process.env.HANDRAIL_PLAN;
    if (door !== null && plan) {
      io.out('Questions about the tables of HANDRAIL_PLAN go to ClickHouse.\n');
      const link = linkTo(planFile(plan, process.env, root), [join(root, 'public'), folder]);
      if (link !== null) io.out(`Its journey is at ${home}/${link}\n`);
    } else if (plan) {
      io.err('HANDRAIL_PLAN is set and HANDRAIL_CLICKHOUSE_URL is not, so no table is asked: set the address.\n');
    }
    await new Promise((resolve) => server.once('close', resolve));
    return 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    io.err(`Port ${port} is taken by another program: stop that one, or set HANDRAIL_PORT to a free port.\n`);
    return 2;
  }
}

/**
 * The door to ClickHouse, when its address is set: it asks the tables of the plan that `HANDRAIL_PLAN` names.
 * `HANDRAIL_ORIGIN` lists further origins of the page, apart by blanks, for a server that stands behind another.
 */
async function doorOf(env: Readonly<Record<string, string | undefined>>, root: string): Promise<ClickHouseDoor | null> {
  const address = clickHouseAddress(env);
  if (address === null) return null;
  const usage = (problem: string): HandrailError => new HandrailError('usage', { problem });
  const path = env.HANDRAIL_PLAN;
  if (!path)
    throw usage('HANDRAIL_CLICKHOUSE_URL is set, and HANDRAIL_PLAN is not: name the plan whose tables may be asked');
  const file = planFile(path, env, root);
  const content = await readFile(file, 'utf8').catch(() => {
    throw usage(`HANDRAIL_PLAN names ${path}, which cannot be read`);
  });
  const { plan } = parsePlan(content, basename(file));
  if (tableSources(plan).length === 0) {
    throw usage(`${path} has no source of shape "clickhouse": handrail map writes one`);
  }
  const origins = (env.HANDRAIL_ORIGIN ?? '').split(/\s+/).filter((origin) => origin !== '');
  const wrong = origins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (wrong !== undefined)
    throw usage(`HANDRAIL_ORIGIN holds "${wrong}", which is not an origin like https://funnel.example.org`);
  return new ClickHouseDoor({ address, plan, origins, nowUs: () => Date.now() * 1000 });
}

function planFile(path: string, env: Readonly<Record<string, string | undefined>>, root: string): string {
  return resolve(env.INIT_CWD ?? root, path);
}

/** What opens a plan that is served from one of the folders, `null` for one that lies elsewhere. */
export function linkTo(file: string, folders: readonly string[]): string | null {
  const inside = folders.map((folder) => relative(folder, file)).find((path) => !/^(?:\.\.|\/|\w:)/u.test(path));
  return inside === undefined ? null : `?plan=${inside.split(sep).map(encodeURIComponent).join('/')}`;
}

function startSentence({ code, details }: HandrailError): string {
  if ('problem' in details) return `${details.problem}.`;
  return `The plan that HANDRAIL_PLAN names cannot be used (${code} ${JSON.stringify(details)}).`;
}
