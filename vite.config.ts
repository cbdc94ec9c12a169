import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { build, type Plugin } from 'vite';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import packageJson from './package.json' with { type: 'json' };
import { CONTENT_SECURITY_POLICY } from './src/server/security-policy.ts';
import { shellFiles } from './src/server/shell-files.ts';
import { chromium } from './test/chromium.ts';

/** The built page carries its policy itself, so that any static folder serves it safely. */
const policyInPage: Plugin = {
  name: 'policy-in-page',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

/** The worker of the mocked servers: for tests alone, so it lies in no folder that is built. */
const mockedServers: Plugin = {
  name: 'mocked-servers',
  apply: 'serve',
  configureServer: ({ middlewares, config: { root } }) => {
    middlewares.use('/mockServiceWorker.js', (_, response, next) => {
      readFile(join(root, 'node_modules/msw/lib/mockServiceWorker.js')).then(
        (content) => response.setHeader('Content-Type', 'text/javascript').end(content),
        next,
      );
    });
  },
};

/** The built page starts without a network: a service worker that knows every file of it, and changes with any of them. */
function shellOffline(): Plugin {
  let folder = '';
  return {
    name: 'shell-offline',
    apply: 'build',
    configResolved: ({ root, build: { outDir } }) => {
      folder = resolve(root, outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: async () => {
        const built = await build({
          configFile: false,
          publicDir: false,
          logLevel: 'warn',
          define: { SHELL: JSON.stringify(await shellFiles(folder)) },
          build: {
            write: false,
            target: 'es2023',
            rolldownOptions: {
              input: 'src/app/service-worker/service-worker.ts',
              output: { format: 'iife', entryFileNames: 'service-worker.js' },
            },
          },
        });
        const [worker] = 'output' in built ? built.output : [];
        if (worker?.type !== 'chunk') throw new Error('the service worker was not built');
        await writeFile(join(folder, 'service-worker.js'), worker.code);
      },
    },
  };
}

export default defineConfig(async ({ mode }): Promise<ViteUserConfig> => {
  if (mode === 'cli') {
    return {
      publicDir: false,
      plugins: [react()],
      build: {
        ssr: true,
        target: 'node20',
        outDir: 'dist/cli',
        // The style of the report's page, as one file beside the commands.
        ssrEmitAssets: true,
        cssCodeSplit: false,
        assetsInlineLimit: 0,
        rolldownOptions: {
          input: { main: 'src/report/main.ts', sample: 'mocks/write-sample.ts' },
          output: {
            assetFileNames: ({ names }) =>
              names.some((name) => name.endsWith('.css')) ? 'page.css' : 'assets/[name][extname]',
          },
        },
      },
    };
  }
  const browserLaunch = mode === 'test' ? await chromium() : null;
  return {
    base: './',
    define: { 'import.meta.env.HANDRAIL_VERSION': JSON.stringify(packageJson.version) },
    plugins: [react(), policyInPage, shellOffline()],
    worker: { format: 'es' as const },
    build: { outDir: 'dist/app', target: 'es2023', sourcemap: true, assetsInlineLimit: 0 },
    server: { port: 5173, strictPort: true },
    test: {
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            environment: 'node',
            include: [
              'src/**/*.test.ts',
              'mocks/**/*.test.ts',
              'test/*.test.ts',
              'test/conformance/**/*.test.ts',
              'test/hostile/**/*.test.ts',
            ],
            exclude: ['**/*.browser.test.*'],
            testTimeout: 60_000,
          },
        },
        {
          extends: true,
          plugins: [mockedServers],
          // Found while a test runs, a package would reload the page under it.
          optimizeDeps: {
            // All of them: one that is found half-way makes the page of a running test reload.
            include: [
              'react',
              'react-dom',
              'react-dom/client',
              'react/jsx-dev-runtime',
              '@tanstack/react-query',
              '@testing-library/react',
              'axe-core',
              'd3-array',
              'd3-shape',
              'hash-wasm',
              'idb',
              'msw/browser',
              'valibot',
              'wouter',
              'wouter/use-browser-location',
              'wouter/use-hash-location',
              'zustand',
            ],
          },
          test: {
            name: 'browser',
            include: ['src/**/*.browser.test.{ts,tsx}', 'test/browser/**/*.test.{ts,tsx}'],
            setupFiles: ['test/browser/patience.ts'],
            testTimeout: 60_000,
            expect: { poll: { timeout: 15_000 } },
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              provider: playwright({ launchOptions: { ...browserLaunch } }),
              instances: [{ browser: 'chromium' as const }],
            },
          },
        },
        {
          extends: true,
          test: {
            name: 'e2e',
            environment: 'node',
            include: ['test/e2e/**/*.test.ts'],
            testTimeout: 120_000,
            hookTimeout: 120_000,
            expect: { poll: { timeout: 15_000 } },
            // Each file has a server and a browser of its own; a third browser would only wait for the processor.
            maxWorkers: 2,
            sequence: { groupOrder: 1 },
          },
        },
      ],
    },
  };
});
