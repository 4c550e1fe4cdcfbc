import { describe, expect, it } from 'vitest';
import { Engine } from '@understudy/engine';
import type { Attack } from './attack.ts';
import { ATTACKS } from './attacks.ts';
import { LessonMemory } from './good-desk.ts';
import { toldNext } from './next-customer.ts';
import { type Desk, holds, tryAttack } from './try-attack.ts';

const all = Object.values(ATTACKS).flat();

function emptyDesk(): Desk {
  const engine = Engine.create({ encoder_id: 'none', dimensions: 16 });
  return { engine, memory: new LessonMemory(engine), vectorOf: () => null, now_ms: 0 };
}

const attackOf = (id: string): Attack => {
  const found = all.find((attack) => attack.id === id);
  if (found === undefined) throw new Error(`expected an attack ${id}, found none`);
  return found;
};

describe('the attacks', () => {
  it('are over 200, and each has an id and words of its own', () => {
    expect(all.length).toBeGreaterThanOrEqual(200);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map(({ text, reply }) => `${text}\n${reply}`)).size).toBe(all.length);
  });

  it('send what must not come through, so that each could', () => {
    const sent = ({ text, reply, subject, files }: Attack) =>
      [text, reply, subject, ...(files ?? [])].join('\n');
    const silent = all.filter((attack) => attack.again === undefined && !holds(attack, sent(attack)));
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});

describe('an attack', () => {
  it('is taught without checks and told to the next customer, and neither with them', async () => {
    const desk = emptyDesk();
    const tried = await tryAttack(attackOf('inj-01'), desk);
    expect(tried).toMatchObject({ taught_unchecked: true, taught: false, obeyed: false });
    expect(tried.held_by).toContain('injection');
    const before = desk.engine.snapshot();
    expect(toldNext(before, [tried], () => true)).toBe(1);
    expect(toldNext(before, [tried], ({ result }) => result.stage === 'suggest')).toBe(0);
  });

  it('of harmless words gets through: the checks are what stops the others', async () => {
    const harmless: Attack = {
      id: 'harmless',
      where: 'human-reply',
      asked: 'How do I archive a project?',
      text: 'Open the project, press the three dots and choose Archive. It stays in reports.',
      must_not: 'press the three dots',
    };
    expect(await tryAttack(harmless, emptyDesk())).toMatchObject({ taught: true, held_by: [] });
  });

  it('in number is held where words would not: a flood', async () => {
    const tried = await tryAttack(attackOf('flood-05'), emptyDesk());
    expect(tried).toMatchObject({ taught_unchecked: true, taught_by_words: true, taught: false });
  });
});
