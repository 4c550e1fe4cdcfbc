import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generate, WASM_FILES } from './build-wasm.ts';

test.each(WASM_FILES)('$path is what the generator makes', async (file) => {
  const committed = readFileSync(new URL(`../${file.path}`, import.meta.url), 'utf8');
  expect(await generate(file)).toBe(committed);
});
