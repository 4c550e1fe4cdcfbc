import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  EXAMPLES,
  exampleFor,
  pageExample,
  SECRET_NAME,
} from '../../packages/console/src/identity/examples.ts';

const page = readFileSync(new URL('../../docs/identity.md', import.meta.url), 'utf8');

describe('examples of signing', () => {
  it.each(EXAMPLES.map(({ name }) => name))('%s: the console shows what the docs say', (name) => {
    const code = exampleFor(name, 'idk_…');
    expect(code).toContain(SECRET_NAME);
    expect(page).toContain(code);
  });

  it('the line of the page stands in the docs too', () => expect(page).toContain(pageExample));
});
