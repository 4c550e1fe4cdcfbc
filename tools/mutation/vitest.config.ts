import { defineConfig } from 'vitest/config';

/**
 * The tests that judge mutants: those of the mutated places alone. Those of other places would hide a thin test, and
 * take most of the time; PLACE names one of the three where only that one is mutated:
 * `PLACE=confidence npm run mutation -- --mutate 'packages/engine/src/confidence/!(*.test|index).ts'`
 */
const place = process.env['PLACE'] ?? '{certify,confidence,decide}';

export default defineConfig({
  test: {
    testTimeout: 60_000,
    include: [`packages/engine/src/${place}/!(*.simulation).test.ts`],
  },
});
