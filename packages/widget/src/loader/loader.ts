/**
 * The script that a page embeds:
 *
 *   <script async src="https://desk.example/widget.js" data-workspace="pk_…"></script>
 *
 * It answers `understudy(command, …)`, see `sdk/commands.ts`. A page that calls before the script is there keeps the
 * calls in a queue: `window.understudy ??= (...call) => (window.understudy.q ??= []).push(call)`.
 */
import type { CommandName, InitOptions } from '../sdk/commands.ts';
import { loadApp } from './load-app.ts';
import { createCommands } from './run-commands.ts';

// The page's developer reads it there; nobody else is told.
// oxlint-disable-next-line no-console
const warn = (text: string) => console.warn(text);

function start(script: HTMLScriptElement | null): void {
  const early = window.understudy?.q ?? [];
  const defaults = readScript(script);
  const run = createCommands({
    defaults,
    warn,
    load: async (options) => {
      const { mount } = await loadApp(script, options.base_url ?? '', options.nonce ?? '');
      return mount;
    },
  });
  window.understudy = Object.assign(run, { loaded: true });
  if (defaults.workspace) run('init');
  for (const call of early) run(...(Array.from(call as Iterable<unknown>) as [CommandName, ...unknown[]]));
}

/** `/widget.js` and `/widget/<version>/widget.js` lie in the same place, which may be below a path. */
function readScript(script: HTMLScriptElement | null): Partial<InitOptions> {
  if (!script?.src) return {};
  const { workspace, locale, release } = script.dataset;
  return {
    base_url: script.src.replace(/(\/widget\/[\w-]+)?\/widget\.js([?#].*)?$/, ''),
    ...(script.nonce && { nonce: script.nonce }),
    ...(workspace && { workspace }),
    ...(locale && { locale }),
    ...(release && { release }),
  };
}

if (window.understudy?.loaded) warn('Understudy: the script is on this page twice; the first one counts.');
else start(document.currentScript as HTMLScriptElement | null);
