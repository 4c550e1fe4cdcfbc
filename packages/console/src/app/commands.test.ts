import { describe, expect, test } from 'vitest';
import { type Command, commandFor, type Press } from './commands.ts';
import { filterCommands } from './filter-commands.ts';

const command = (id: string, title: string, keys: string[] = []): Command => ({
  id,
  title,
  keys,
  group: 'General',
  run: () => {},
});
const press = (key: string, part: Partial<Press> = {}): Press => ({
  key,
  mod: false,
  alt: false,
  typing: false,
  onControl: false,
  inDialog: false,
  ...part,
});
const commands = [
  command('next', 'Next', ['j']),
  command('open', 'Open', ['Enter', 'o']),
  command('palette', 'Palette', ['mod+k']),
  command('previous', 'Previous', ['k']),
];
const idOf = (pressed: Press) => commandFor(pressed, commands)?.id;

describe('commandFor', () => {
  test('finds by any of its keys', () => {
    expect(idOf(press('j'))).toBe('next');
    expect(idOf(press('o'))).toBe('open');
  });
  test('single keys rest while typing; Ctrl or Cmd shortcuts do not', () => {
    expect(idOf(press('j', { typing: true }))).toBeUndefined();
    expect(idOf(press('K', { typing: true, mod: true }))).toBe('palette');
  });
  test('k, Ctrl k and Alt k are three things', () => {
    expect([idOf(press('k')), idOf(press('k', { mod: true })), idOf(press('k', { alt: true }))]).toEqual([
      'previous',
      'palette',
      undefined,
    ]);
  });
  test('Enter on a link or button stays theirs', () => {
    expect(idOf(press('Enter'))).toBe('open');
    expect(idOf(press('Enter', { onControl: true }))).toBeUndefined();
  });
  test('a dialog lets through only what is meant for it', () => {
    expect(idOf(press('j', { inDialog: true }))).toBeUndefined();
    expect(idOf(press('k', { inDialog: true, mod: true }))).toBeUndefined();
    const own = { ...command('own', 'Own', ['j']), inDialog: true };
    expect(commandFor(press('j', { inDialog: true }), [own, ...commands])?.id).toBe('own');
  });
  test('the latest offer of a key wins', () => {
    expect(commandFor(press('j'), [...commands, command('own', 'Own', ['j'])])?.id).toBe('own');
  });
});

test('filter: beginnings of words first, then anywhere, all words wanted', () => {
  const list = [command('1', 'Disappear'), command('2', 'Go to appearance'), command('3', 'Resolve')];
  expect(filterCommands(list, 'appear').map(({ id }) => id)).toEqual(['2', '1']);
  expect(filterCommands(list, 'to app').map(({ id }) => id)).toEqual(['2']);
  expect(filterCommands(list, '').length).toBe(3);
});
