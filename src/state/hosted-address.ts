import { HandrailError } from '../journey/errors.ts';

/** Begins the id of every journey that lies beside the page. */
const PREFIX = 'hosted';

/**
 * The address of a plan that a link names, resolved to `base`, the page's own address. Throws `hosted-foreign` when it
 * leaves the page's origin.
 */
export function planAddress(plan: string, base: string): URL {
  let url: URL;
  try {
    url = new URL(plan, base);
  } catch (cause) {
    throw new HandrailError('hosted-foreign', { address: plan }, { cause });
  }
  // The address of a blob or of a file system has the origin of its page, and no place on a server.
  const { origin, protocol } = new URL(base);
  if (url.origin !== origin || url.protocol !== protocol || url.username !== '' || url.password !== '') {
    throw new HandrailError('hosted-foreign', { address: url.href });
  }
  url.hash = '';
  return url;
}

/**
 * The id of the journey of a plan: made of its address alone, so that a link with it means the same in every browser.
 * Holds only characters that no part of a link changes: `~` stands for a slash, `!2a` for any other character.
 */
export function hostedId(url: URL): string {
  const path = `${url.pathname}${url.search}`;
  return (
    PREFIX +
    path.replace(/[^\w.-]/g, (char) => (char === '/' ? '~' : `!${char.charCodeAt(0).toString(16).padStart(2, '0')}`))
  );
}

export function isHostedId(id: string): boolean {
  return id.startsWith(`${PREFIX}~`);
}

/** The address that an id was made of; `null` for the id of a journey that lies in one browser only. */
export function hostedAddress(id: string, base: string): URL | null {
  if (!isHostedId(id)) return null;
  const path = id
    .slice(PREFIX.length)
    .replaceAll('~', '/')
    .replace(/!([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return planAddress(path, base);
}
