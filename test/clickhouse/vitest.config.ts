import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    name: 'clickhouse',
    environment: 'node',
    include: ['test/clickhouse/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...(process.env.HANDRAIL_CLICKHOUSE_URL ? [] : ['test/clickhouse/server.test.ts'])],
    // The engine is a native library with one data folder per process; most of its time goes into planning, on one core.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
