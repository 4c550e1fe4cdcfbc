/**
 * The script that a page embeds:
 *
 *   <script async src="https://desk.example/widget.js" data-workspace="pk_…"></script>
 *
 * It answers `understudy('open' | 'close' | 'shutdown' | 'init', options?)`. A page that calls before the script is
 * there keeps the calls in a queue: `window.understudy ??= (...call) => (understudy.q ??= []).push(call)`.
 */
import type { Mounted, MountOptions } from '../app.tsx';

type Command = 'init' | 'open' | 'close' | 'shutdown';
type Call = readonly [Command, Partial<MountOptions>?];
interface Understudy {
  (...call: Call): void;
  q?: Call[];
}
declare global {
  interface Window {
    understudy?: Understudy;
  }
}

/** A page that calls in a loop before the app is there cannot fill its memory. */
const QUEUE_LIMIT = 50;

const script = document.currentScript as HTMLScriptElement | null;
const base_url = script ? new URL(script.src).origin : location.origin;
const early = window.understudy?.q?.slice(0, QUEUE_LIMIT) ?? [];

let app: Mounted | null = null;
let loading = false;
let waiting: Call[] = [];

function run(...call: Call): void {
  const [command, options] = call;
  if (command === 'init') init(options);
  else if (app) {
    app[command]();
    if (command === 'shutdown') app = null;
  } else if (loading && waiting.length < QUEUE_LIMIT) waiting.push(call);
}

function init(options: Partial<MountOptions> = {}): void {
  const workspace = options.workspace ?? script?.dataset['workspace'];
  if (app || loading || !workspace) return;
  loading = true;
  const base = options.base_url ?? base_url;
  const start = async () => {
    const { mount } = (await import(
      /* @vite-ignore */ `${base}/widget-app.js`
    )) as typeof import('../app.tsx');
    app = mount({ base_url: base, workspace });
  };
  start()
    // Without the app there is no widget; the page must not notice more than that.
    .catch(() => undefined)
    .finally(() => {
      loading = false;
      const calls = waiting;
      waiting = [];
      for (const call of calls) run(...call);
    });
}

window.understudy = run;
const begin = () => {
  if (script?.dataset['workspace']) init();
  for (const call of early) run(...call);
};
if (document.body) begin();
else addEventListener('DOMContentLoaded', begin, { once: true });
