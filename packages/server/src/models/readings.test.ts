import { describe, expect, it } from 'vitest';
import { Readings } from './readings.ts';

describe('readings', () => {
  it('are made once for the same model, and apart for each key', async () => {
    const readings = new Readings();
    let made = 0;
    const read = async () => ++made;
    expect(await readings.get('a', 1, read)).toBe(1);
    expect(await readings.get('a', 1, read)).toBe(1);
    expect(await readings.get('b', 1, read)).toBe(2);
  });

  it('are made once for all who ask meanwhile', async () => {
    const readings = new Readings();
    const held = Promise.withResolvers<string>();
    let made = 0;
    const read = () => {
      made += 1;
      return held.promise;
    };
    const both = [readings.get('a', 1, read), readings.get('a', 2, read)];
    held.resolve('told');
    expect(await Promise.all(both)).toEqual(['told', 'told']);
    expect(made).toBe(1);
  });

  it('that failed are made again', async () => {
    const readings = new Readings();
    const failing = () => Promise.reject(new Error('away'));
    await expect(readings.get('a', 1, failing)).rejects.toThrow('away');
    expect(await readings.get('a', 1, async () => 'back')).toBe('back');
  });

  it('of an older model are made anew, once twenty times their cost has passed', async () => {
    const readings = new Readings();
    let made = 0;
    const read = async () => ++made;
    await readings.get('a', 1, read);
    // Whatever the first one took, twenty times as long has passed at some time; nothing else may end this loop.
    while ((await readings.get('a', 2, read)) === 1) await new Promise(setImmediate);
    expect(made).toBe(2);
  });
});
