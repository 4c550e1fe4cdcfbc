/** What is wrong with a page's call, in plain words. Reads the arguments, never calls into them. */
import type { CommandName, EventName } from '../sdk/commands.ts';

const EVENTS: Readonly<Record<EventName, true>> = {
  ready: true,
  open: true,
  close: true,
  message: true,
  unread: true,
  'identity-error': true,
  'guide-ended': true,
};
const MAX_FACTS = 20;

type Check = (first: unknown, second: unknown) => string | null;

const nothing: Check = () => null;
const text: Check = (value) =>
  typeof value === 'string' && value.trim() !== '' ? null : `expected a text, found ${kindOf(value)}`;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const CHECKS: Readonly<Record<CommandName, Check>> = {
  init: (options) => (options === undefined ? null : optionsProblem(options)),
  identify: identityProblem,
  open: nothing,
  close: nothing,
  ask: text,
  on: listenerProblem,
  context: factsProblem,
  track: text,
  guide: text,
  update: optionsProblem,
  shutdown: (options) =>
    options === undefined || isObject(options)
      ? null
      : `expected { keep_visitor: true } or nothing, found ${kindOf(options)}`,
};

/** Null where the call can be made. */
export function problemOfCall(name: unknown, args: readonly unknown[]): string | null {
  const names = Object.keys(CHECKS);
  if (typeof name !== 'string' || !names.includes(name))
    return `there is no command ${kindOf(name)}; expected one of ${names.join(', ')}`;
  const problem = CHECKS[name as CommandName](args[0], args[1]);
  return problem && `${name}: ${problem}`;
}

function optionsProblem(options: unknown): string | null {
  if (!isObject(options)) return `expected options such as { workspace: 'pk_…' }, found ${kindOf(options)}`;
  for (const key of ['workspace', 'base_url', 'nonce', 'locale', 'release'])
    if (options[key] !== undefined && typeof options[key] !== 'string')
      return `expected ${key} to be a text, found ${kindOf(options[key])}`;
  const share = options['share_page'];
  if (share !== undefined && typeof share !== 'boolean')
    return `expected share_page to be true or false, found ${kindOf(share)}`;
  const base = options['base_url'];
  if (typeof base === 'string' && !/^https?:\/\/[^/]/.test(base))
    return `expected base_url to begin with https:// or http://, found ${kindOf(base)}`;
  return null;
}

function identityProblem(identity: unknown): string | null {
  if (isObject(identity)) {
    if (typeof identity['token'] === 'string' || typeof identity['getToken'] === 'function') return null;
  }
  return `expected { token: '…' } or { getToken: () => … }, found ${kindOf(identity)}`;
}

function listenerProblem(event: unknown, listener: unknown): string | null {
  if (typeof event !== 'string' || !Object.hasOwn(EVENTS, event))
    return `there is no event ${kindOf(event)}; expected one of ${Object.keys(EVENTS).join(', ')}`;
  return typeof listener === 'function' ? null : `expected a function to call, found ${kindOf(listener)}`;
}

function factsProblem(facts: unknown): string | null {
  if (!isObject(facts)) return `expected facts such as { plan: 'free' }, found ${kindOf(facts)}`;
  const keys = Object.keys(facts);
  if (keys.length > MAX_FACTS) return `expected at most ${MAX_FACTS} facts, found ${keys.length}`;
  const odd = keys.find(
    (key) => facts[key] !== null && !['string', 'number', 'boolean'].includes(typeof facts[key]),
  );
  return odd === undefined
    ? null
    : `expected ${odd} to be a text, a number, true, false or null, found ${kindOf(facts[odd])}`;
}

/** Enough to recognise it by, and never a whole document. */
function kindOf(value: unknown): string {
  if (typeof value === 'string') return `"${value.slice(0, 40)}"`;
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value)
    ? 'a list'
    : value === undefined
      ? 'nothing'
      : `a value of type ${typeof value}`;
}
