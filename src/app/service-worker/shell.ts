/** What the application needs to start: its files without data, relative to the page's folder. */
export interface Shell {
  /** Changes with any byte of any file. */
  readonly version: string;
  readonly files: readonly string[];
}

/** The page itself, by the address that people open. */
export const PAGE = './';

/**
 * The file of the shell that answers a request, as an address; `null` when the network has to. Of pages only the
 * application's own is answered: whoever opens a file beside it wants that file.
 */
export function shellAddress(
  { method, mode, url }: Pick<Request, 'method' | 'mode' | 'url'>,
  scope: string,
  shell: Shell,
): string | null {
  const asked = new URL(url);
  const folder = new URL(scope);
  if (method !== 'GET' || asked.origin !== folder.origin || !asked.pathname.startsWith(folder.pathname)) return null;
  const path = asked.pathname.slice(folder.pathname.length);
  if (mode === 'navigate') return path === '' || path === 'index.html' ? new URL(PAGE, scope).href : null;
  // Names below assets/ change with their content: those of an earlier version still serve pages that were opened then.
  return shell.files.includes(path) || path.startsWith('assets/') ? new URL(path, scope).href : null;
}

/** The cache of a version. Several applications may lie in folders of one origin. */
export function cacheName(scope: string, version: string): string {
  return `${cachePrefix(scope)}${version}`;
}

/** Caches that are no longer needed: all of this application but the current and the one before it, the oldest first. */
export function staleCaches(names: readonly string[], scope: string, version: string): string[] {
  const current = cacheName(scope, version);
  const others = names.filter((name) => name.startsWith(cachePrefix(scope)) && name !== current);
  return others.slice(0, -1);
}

function cachePrefix(scope: string): string {
  return `handrail-shell ${new URL(scope).pathname} `;
}
