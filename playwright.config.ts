import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'artefacts/e2e',
  globalSetup: './build/prepare-e2e.ts',
  timeout: 60_000,
  workers: 1,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'artefacts/playwright.json' }]],
  use: { actionTimeout: 10_000 },
});
