import { defineConfig } from 'vitest/config';

/** The tests that judge mutants: those of the mutated places alone. Those of other places would hide a thin test. */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    include: ['packages/engine/src/{certify,confidence,decide}/!(*.simulation).test.ts'],
  },
});
