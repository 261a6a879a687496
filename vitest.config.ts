import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build-first.ts'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    // Most files wait for processes, disks and browsers of their own: one at a time would leave a processor idle.
    maxWorkers: 2,
    testTimeout: 40_000,
    reporters: ['default'],
  },
});
