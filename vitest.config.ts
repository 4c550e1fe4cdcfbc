import { defineConfig } from 'vitest/config';

const ignored = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    // One fewer than there are cores is vitest's own choice: half of a small machine would wait for nothing.
    maxWorkers: '100%',
    // Two projects: only the second one needs a database, and it is slower to start.
    projects: [
      {
        test: {
          name: 'unit',
          // Pure code: files share a worker and what it has loaded, and no test sees what another one put in place.
          isolate: false,
          unstubGlobals: true,
          // Properties and simulations take their time on a busy machine; none waits for anything.
          testTimeout: 60_000,
          include: ['packages/!(server)/**/*.test.{ts,tsx}', 'tools/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: ignored,
        },
      },
      {
        test: {
          name: 'server',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          include: ['packages/server/**/*.test.ts', 'tests/**/*.test.ts'],
          globalSetup: ['tests/database/global-setup.ts'],
          taskTitleValueFormatTruncate: 0, // a skipped suite names its whole reason
          exclude: [...ignored, 'tests/browser/**'],
        },
      },
    ],
  },
});
