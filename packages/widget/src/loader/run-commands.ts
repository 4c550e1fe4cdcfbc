/**
 * Carries out the page's commands in the order in which they came, also those that came before the app was there.
 * Nothing here ever throws into the page: what is wrong is said in one line of its console.
 */
import type { Mounted, MountOptions } from '../app.tsx';
import { forgetVisitor } from '../chat/storage.ts';
import type { CommandName, EventName, InitOptions, ShutdownOptions } from '../sdk/commands.ts';
import { problemOfCall } from './check-call.ts';
import { createListeners } from './listeners.ts';

/** A page that calls in a loop before the app is there cannot fill its memory. */
const QUEUE_LIMIT = 50;
/** Nor its console. */
const WARNING_LIMIT = 20;

export interface CommandParts {
  /** What the script element says: workspace, address, nonce. */
  readonly defaults: Partial<InitOptions>;
  readonly load: (options: Partial<InitOptions>) => Promise<(options: MountOptions) => Mounted>;
  readonly warn: (text: string) => void;
}

type Deferred = Exclude<CommandName, 'init' | 'on' | 'shutdown'>;
interface Call {
  readonly name: Deferred;
  readonly argument: unknown;
}

export function createCommands({ defaults, load, warn }: CommandParts) {
  const listeners = createListeners();
  const warned = new Set<string>();
  let app: Mounted | null = null;
  /** The loading that counts; another one, or a shutdown meanwhile, makes it void. */
  let loading: object | null = null;
  let workspace: string | null = null;
  let waiting: Call[] = [];

  function complain(problem: string): void {
    if (warned.has(problem) || warned.size >= WARNING_LIMIT) return;
    warned.add(problem);
    warn(`Understudy: ${problem}.`);
  }

  function attempt(name: string, act: () => unknown): unknown {
    try {
      return act();
    } catch (error) {
      complain(`${name} failed: ${error instanceof Error ? error.message : 'unknown reason'}`);
      return undefined;
    }
  }

  function init(given: Partial<InitOptions> = {}): void {
    const options = { ...defaults, ...given };
    if (app || loading) {
      if (options.workspace !== workspace)
        complain('init: the widget is there already, for another workspace; call shutdown first');
      return;
    }
    const { workspace: key, base_url } = options;
    if (!key) return complain('init: expected the public key of the workspace, found none');
    if (!base_url) return complain('init: expected base_url, the address of the server, found none');
    workspace = key;
    const turn = {};
    loading = turn;
    load(options).then(
      (mount) => {
        if (loading === turn) begin(mount, { ...options, workspace: key, base_url, emit: listeners.emit });
      },
      () => {
        if (loading !== turn) return;
        loading = null;
        complain('the widget could not be loaded; the page goes on without it');
      },
    );
  }

  function begin(mount: (options: MountOptions) => Mounted, options: MountOptions): void {
    loading = null;
    attempt('init', () => (app = mount(options)));
    // One that comes while these are carried out takes its place behind them.
    for (let call = waiting[0]; call && app; call = waiting[0]) {
      const { name, argument } = call;
      attempt(name, () => carryOut(app, name, argument));
      waiting.shift();
    }
    if (app) listeners.emit('ready', undefined);
  }

  function shutdown(options: ShutdownOptions): void {
    const [leaving, key] = [app, workspace ?? defaults.workspace];
    [app, loading, workspace, waiting] = [null, null, null, []];
    listeners.clear();
    if (leaving) leaving.shutdown(options);
    else if (key && !options.keep_visitor) forgetVisitor(key);
  }

  function later(call: Call): void {
    if (waiting.length < QUEUE_LIMIT) waiting.push(call);
    else complain(`more than ${QUEUE_LIMIT} calls before the widget was there; the rest is dropped`);
  }

  function run(name: CommandName, ...args: unknown[]): unknown {
    const problem = problemOfCall(name, args);
    if (problem) return complain(problem);
    if (name === 'init') return init(args[0] as Partial<InitOptions> | undefined);
    if (name === 'shutdown') return shutdown((args[0] ?? {}) as ShutdownOptions);
    if (name === 'on') return listeners.on(args[0] as EventName, args[1] as (detail: unknown) => void);
    if (app && waiting.length === 0) return carryOut(app, name, args[0]);
    return later({ name, argument: args[0] });
  }

  return (name: CommandName, ...args: unknown[]): unknown =>
    attempt(String(name).slice(0, 40), () => run(name, ...args));
}

/** The arguments were checked. */
function carryOut(app: Mounted | null, name: Deferred, argument: unknown): void {
  (app?.[name] as ((argument: unknown) => void) | undefined)?.(argument);
}
