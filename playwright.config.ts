/**
 * Browser tests. Each spec starts what it needs by itself, so there is no web server here. Chromium is the system's
 * (CHROMIUM names another one); PLAYWRIGHT_JSON names a file for the results and
 * PLAYWRIGHT_OUTPUT a folder for traces (two runs at the same time need two).
 */
import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const json = process.env['PLAYWRIGHT_JSON'];
const quiet = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
];

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: process.env['PLAYWRIGHT_OUTPUT'] ?? 'test-results',
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: json ? [['list'], ['json', { outputFile: json }]] : [['list']],
  use: {
    browserName: 'chromium',
    // Every step can be looked at without pictures of it, which took a quarter of the runner’s time.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      ...(existsSync(chromium) ? { executablePath: chromium } : {}),
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-sync', ...quiet],
    },
  },
  projects: [
    { name: 'widget', testMatch: 'widget*.spec.ts' },
    { name: 'console', testMatch: 'console*.spec.ts' },
    { name: 'house', testMatch: /browser\/(?!widget|console)[^/]*\.spec\.ts/ },
  ],
});
