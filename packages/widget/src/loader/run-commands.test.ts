import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mounted, MountOptions } from '../app.tsx';
import type { CommandName } from '../sdk/commands.ts';
import { createCommands } from './run-commands.ts';

let said: string[] = [];
let done: string[] = [];
let mounted: MountOptions[] = [];
let arrive: (works?: boolean) => void = () => undefined;

function appWith(options: MountOptions): Mounted {
  mounted.push(options);
  const note = (name: string) => (argument?: unknown) =>
    void done.push(argument === undefined ? name : `${name} ${JSON.stringify(argument)}`);
  return new Proxy({}, { get: (_, name) => note(String(name)) }) as Mounted;
}

function commands(defaults: Record<string, string> = { base_url: 'https://desk.example' }) {
  return createCommands({
    defaults,
    warn: (text) => said.push(text),
    load: () =>
      new Promise((resolve, reject) => {
        arrive = (works = true) => (works ? resolve(appWith) : reject(new Error('404')));
      }),
  }) as (name: unknown, ...args: unknown[]) => unknown;
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  [said, done, mounted] = [[], [], []];
});
afterEach(() => vi.unstubAllGlobals());

describe('calls before the app is there', () => {
  it('are kept in their order, also those before init, and ready comes last', async () => {
    const run = commands();
    run('context', { plan: 'free' });
    run('on', 'ready', () => done.push('ready'));
    run('init', { workspace: 'pk_1' });
    run('ask', 'How?');
    run('track', 'export failed');
    run('open');
    expect(done).toEqual([]);
    arrive();
    await settled();
    expect(done).toEqual(['context {"plan":"free"}', 'ask "How?"', 'track "export failed"', 'open', 'ready']);
    run('close');
    expect(done.at(-1)).toBe('close');
    expect(said).toEqual([]);
  });

  it('keep their place when one of them makes another', async () => {
    const run = commands();
    let app_opened = 0;
    vi.stubGlobal('reportError', vi.fn<(...args: unknown[]) => void>());
    run('init', { workspace: 'pk_1' });
    run('track', 'first');
    run('track', 'second');
    run('on', 'ready', () => (app_opened += 1));
    run('on', 'ready', () => run('track', 'third'));
    arrive();
    await settled();
    expect(done).toEqual(['track "first"', 'track "second"', 'track "third"']);
    expect(app_opened).toBe(1);
  });

  it('are limited, which is said once', async () => {
    const run = commands();
    run('init', { workspace: 'pk_1' });
    for (let n = 0; n < 1_000; n++) run('track', `event ${n}`);
    arrive();
    await settled();
    expect(done).toHaveLength(50);
    expect(said).toEqual([expect.stringContaining('more than 50 calls')]);
  });
});

describe('shutdown', () => {
  it('makes a loading void, drops what waits, and lets init begin afresh', async () => {
    const run = commands();
    run('init', { workspace: 'pk_1' });
    run('open');
    const first = arrive;
    run('shutdown');
    first();
    await settled();
    expect(mounted).toEqual([]);
    run('init', { workspace: 'pk_2' });
    arrive();
    await settled();
    expect(mounted.map((options) => options.workspace)).toEqual(['pk_2']);
    expect(done).toEqual([]);
    run('shutdown');
    run('shutdown');
    expect(done).toEqual(['shutdown {}']);
  });

  it('ends what the page listens to', async () => {
    const run = commands();
    const heard = vi.fn<(...args: unknown[]) => void>();
    run('on', 'open', heard);
    run('init', { workspace: 'pk_1' });
    arrive();
    await settled();
    mounted[0]?.emit('open', undefined);
    run('shutdown');
    mounted[0]?.emit('open', undefined);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describe('a shutdown before the widget is there', () => {
  const shutDown = (...how: unknown[]) => {
    const kept = { 'understudy:pk_1:token': 'tok', 'understudy:pk_2:token': 'of another desk', cart: '3' };
    vi.stubGlobal(
      'localStorage',
      Object.defineProperty({ ...kept }, 'removeItem', {
        value(this: Record<string, string>, key: string) {
          delete this[key];
        },
      }),
    );
    commands({ base_url: 'https://desk.example', workspace: 'pk_1' })('shutdown', ...how);
    return Object.keys(localStorage);
  };

  it('forgets the visitor all the same, and nothing else', () => {
    expect(shutDown()).toEqual(['understudy:pk_2:token', 'cart']);
  });

  it('keeps them where the page says so', () => {
    expect(shutDown({ keep_visitor: true })).toHaveLength(3);
  });
});

describe('what is wrong is said in one line, and never thrown', () => {
  it.each<[string, unknown[], RegExp]>([
    ['an unknown command', ['explode'], /there is no command "explode"; expected one of init, identify/],
    ['no command', [], /there is no command nothing/],
    ['a name from the prototype', ['constructor'], /there is no command "constructor"/],
    ['no key', ['init'], /expected the public key/],
    ['a key of another kind', ['init', { workspace: 7 }], /expected workspace to be a text, found 7/],
    ['an address without a scheme', ['init', { base_url: 'desk.example' }], /to begin with https/],
    ['no text to ask', ['ask'], /ask: expected a text, found nothing/],
    ['an empty text', ['ask', '  '], /ask: expected a text/],
    ['an unknown event', ['on', 'explode', () => 0], /there is no event "explode"/],
    ['no listener', ['on', 'ready', 'later'], /expected a function/],
    ['an identity without a token', ['identify', { user: 'ann' }], /expected \{ token/],
    ['nested facts', ['context', { account: { plan: 'free' } }], /expected account to be a text/],
    ['a list of facts', ['context', ['free']], /expected facts such as/],
    ['a wrong switch', ['update', { share_page: 'no' }], /share_page to be true or false/],
  ])('%s', (_, call, words) => {
    const run = commands();
    expect(run(...(call as [CommandName]))).toBeUndefined();
    run(...(call as [CommandName]));
    expect(said).toEqual([expect.stringMatching(words)]);
    expect(said[0]).toMatch(/^Understudy: /);
  });

  it('an app that does not load, and one that fails on the way', async () => {
    const run = commands();
    run('init', { workspace: 'pk_1' });
    arrive(false);
    await settled();
    expect(said).toEqual([expect.stringContaining('could not be loaded')]);
    const fails = createCommands({
      defaults: { base_url: 'https://desk.example' },
      warn: (text) => said.push(text),
      load: async () => () => {
        throw new Error('no room');
      },
    });
    fails('init', { workspace: 'pk_1' });
    await settled();
    expect(said[1]).toMatch(/init failed: no room/);
  });

  it('arguments that throw when they are read', () => {
    const run = commands();
    const trap = new Proxy({}, { ownKeys: () => assertNever(), get: () => assertNever() });
    expect(() => run('context', trap)).not.toThrow();
    expect(() => run('init', trap)).not.toThrow();
    expect(said).toHaveLength(2);
  });

  it('a listener that fails is the page’s own error, and the next one hears all the same', async () => {
    const report = vi.fn<(...args: unknown[]) => void>();
    vi.stubGlobal('reportError', report);
    const run = commands();
    const heard = vi.fn<(...args: unknown[]) => void>();
    run('on', 'ready', () => assertNever());
    run('on', 'ready', heard);
    run('init', { workspace: 'pk_1' });
    arrive();
    await settled();
    expect(heard).toHaveBeenCalledTimes(1);
    expect(report).toHaveBeenCalledTimes(1);
  });

  it('and a page that does it in a loop fills no console', () => {
    const run = commands();
    for (let n = 0; n < 1_000; n++) run(`command ${n}`);
    expect(said.length).toBeLessThanOrEqual(20);
  });
});

function assertNever(): never {
  throw new Error('hands off');
}
