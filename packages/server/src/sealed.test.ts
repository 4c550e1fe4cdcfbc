import { describe, expect, it } from 'vitest';
import { createSeals } from './sealed.ts';

const KEY = 'a secret key of the server, long enough';

describe('sealed secrets', () => {
  const seals = createSeals(KEY);

  it('open again, in their place and under their key only', () => {
    const sealed = seals.seal('grün & secret', 'wsp_a idk_1');
    expect(createSeals(KEY).open(sealed, 'wsp_a idk_1')).toBe('grün & secret');
    expect(seals.open(sealed, 'wsp_b idk_1')).toBeNull();
    expect(createSeals(`${KEY}!`).open(sealed, 'wsp_a idk_1')).toBeNull();
  });

  it('hold nothing of the secret, and never look the same twice', () => {
    const [one, two] = [seals.seal('secret', 'x'), seals.seal('secret', 'x')];
    expect(one.includes('secret')).toBe(false);
    expect(one.equals(two)).toBe(false);
  });

  it('do not open where any byte was changed, or some are missing', () => {
    const sealed = seals.seal('secret', 'x');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect([at, seals.open(changed, 'x')]).toEqual([at, null]);
      expect(seals.open(sealed.subarray(0, at), 'x')).toBeNull();
    }
  });
});
