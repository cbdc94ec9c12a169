import { existsSync } from 'node:fs';
import { join } from 'node:path';
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
  try {
    const server = await serve({ folder, port });
    const address = server.address();
    io.out(`Handrail is at http://localhost:${typeof address === 'object' && address ? address.port : port}\n`);
    await new Promise((resolve) => server.once('close', resolve));
    return 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    io.err(`Port ${port} is taken by another program: stop that one, or set HANDRAIL_PORT to a free port.\n`);
    return 2;
  }
}
