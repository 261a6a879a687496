import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build-first.ts'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    // Most files wait for processes, disks and browsers of their own: two at a time would leave a processor idle.
    maxWorkers: 3,
    testTimeout: 60_000,
    reporters: ['default'],
  },
});
