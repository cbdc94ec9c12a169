import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium as driver, type Page } from 'playwright';
import { serve } from '../../src/server/serve.ts';
import { chromium } from '../chromium.ts';

/** The built page; `HANDRAIL_BUILT` names another folder than the usual one. */
export const builtApp =
  process.env.HANDRAIL_BUILT ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'app');

export interface RunningApp {
  readonly address: string;
  readonly context: BrowserContext;
  /** A page whose uncaught errors fail the test that asks `faults`. */
  open(path?: string): Promise<Page>;
  /** Uncaught errors and console errors of every page so far. */
  readonly faults: string[];
  close(): Promise<void>;
}

export interface StartOptions {
  readonly folder?: string;
  /** Where the page is served already; by default our own server serves `folder`. */
  readonly address?: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** A finger instead of a mouse. */
  readonly touch?: boolean;
}

/** Serves the built page and starts a browser on it with a profile of its own: the default one has little quota. */
export async function startApp({
  folder = builtApp,
  address: given,
  colorScheme = 'light',
  viewport = { width: 1440, height: 900 },
  touch = false,
}: StartOptions = {}): Promise<RunningApp> {
  const server = given === undefined ? await serve({ folder, port: 0 }) : null;
  const address = server === null ? String(given) : addressOf(server);
  const profile = await mkdtemp(join(tmpdir(), 'handrail-profile-'));
  const { executablePath, args, env } = await chromium();
  const context = await launched(profile, {
    executablePath,
    args,
    env,
    colorScheme,
    viewport,
    hasTouch: touch,
    isMobile: touch,
    headless: true,
    acceptDownloads: true,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  const faults: string[] = [];
  context.on('weberror', (fault) => faults.push(String(fault.error())));
  return {
    address,
    context,
    faults,
    open: async (path = '#/data') => {
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      await page.goto(address + path);
      return page;
    },
    close: async () => {
      await context.close();
      if (server) await stop(server);
      await rm(profile, { recursive: true, force: true });
    },
  };
}

function addressOf(server: Server): string {
  return `http://localhost:${(server.address() as AddressInfo).port}/`;
}

/** A browser that dies while it starts says nothing about the page: it is started once more. */
async function launched(
  profile: string,
  options: Parameters<typeof driver.launchPersistentContext>[1],
): Promise<BrowserContext> {
  try {
    return await driver.launchPersistentContext(profile, options);
  } catch (error) {
    if (!String(error).includes('browser has been closed')) throw error;
    return driver.launchPersistentContext(profile, options);
  }
}

export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** How many datasets lie in the browser, listed or not. */
export function folderCount(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('dataset-versions');
    let folders = 0;
    for await (const _ of root.keys()) folders += 1;
    return folders;
  });
}
