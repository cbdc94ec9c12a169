import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', '.cache', 'chromium');

export interface ChromiumLaunch {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

/**
 * The Chromium that comes inside an npm package, unpacked once into the project's own cache, with the libraries that a
 * bare machine lacks. Elsewhere than on Linux, name an installed Chrome in HANDRAIL_CHROME.
 */
export async function chromium(): Promise<ChromiumLaunch> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'];
  const installed = process.env.HANDRAIL_CHROME;
  if (installed) return { executablePath: installed, args, env: environment({}) };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The browser that comes with the packages runs on Linux x64. Set HANDRAIL_CHROME to the path of a Chrome.',
    );
  }
  const ready = join(cache, 'ready');
  if (!existsSync(join(ready, 'chromium'))) await unpack(ready);
  const fonts = join(ready, 'fonts', 'handrail.conf');
  if (!existsSync(fonts)) await writeFile(fonts, fontConfiguration(ready));
  return {
    executablePath: join(ready, 'chromium'),
    args,
    env: environment({
      LD_LIBRARY_PATH: join(ready, 'al2023', 'lib'),
      FONTCONFIG_FILE: fonts,
    }),
  };
}

async function unpack(ready: string): Promise<void> {
  const folder = join(cache, `unpacking-${process.pid}`);
  await mkdir(folder, { recursive: true });
  const before = {
    TMPDIR: process.env.TMPDIR,
    LD: process.env.LD_LIBRARY_PATH,
    FONT: process.env.FONTCONFIG_PATH,
  };
  process.env.TMPDIR = folder;
  // The package unpacks its own NSS libraries only when it believes to run there.
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    await packaged.executablePath();
  } finally {
    restore('TMPDIR', before.TMPDIR);
    restore('LD_LIBRARY_PATH', before.LD);
    restore('FONTCONFIG_PATH', before.FONT);
    delete process.env.AWS_LAMBDA_JS_RUNTIME;
  }
  await rename(folder, ready).catch(async (error: unknown) => {
    // Another run was faster: its folder is as good as ours.
    await rm(folder, { recursive: true, force: true });
    if (!existsSync(join(ready, 'chromium'))) throw error;
  });
}

/** The package's own configuration looks for its font in places of another machine; without any, no text is drawn. */
function fontConfiguration(ready: string): string {
  const folders = [join(ready, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  return [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    `<fontconfig>${folders.map((folder) => `<dir>${escaped(folder)}</dir>`).join('')}`,
    `<cachedir>${escaped(join(ready, 'fonts', 'cache'))}</cachedir></fontconfig>`,
  ].join('\n');
}

function escaped(path: string): string {
  return path.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

function environment(extra: Record<string, string>): Record<string, string> {
  const all = { ...process.env, ...extra };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
