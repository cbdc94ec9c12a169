import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a built page needs to start, and a hash that changes with any byte of it. */
export interface ShellFiles {
  readonly version: string;
  /** Relative to the page's folder, with `/`, sorted. */
  readonly files: readonly string[];
}

/** Data, maps for debuggers and pictures of the README are no part of the application. */
const LEFT_OUT = /^data\/|\.map$|^summary\.png$|^service-worker\.js$/;

/** The page itself counts in the version, and is asked for by the address of its folder. */
const INDEX = 'index.html';

export async function shellFiles(folder: string): Promise<ShellFiles> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !LEFT_OUT.test(path))
    .sort();
  const hash = createHash('sha256');
  for (const path of paths) {
    const content = await readFile(join(folder, path));
    hash.update(`${path} ${content.length}\n`).update(content);
  }
  return { version: hash.digest('hex').slice(0, 16), files: paths.filter((path) => path !== INDEX) };
}
