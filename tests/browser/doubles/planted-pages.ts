/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { PageSettings } from '@understudy/contract';

/** What the page observer is made of, as the test has put it on the page. */
interface Parts {
  selectorOf(settings: PageSettings, root: Document): string | null;
  labelOf(target: Element, selector: string): string | null;
  privateWords(root: ParentNode): unknown;
  typedWords(root: ParentNode): unknown;
  describePage(seen: object, settings: PageSettings): unknown;
}
declare const parts: Parts;

interface Found {
  pages: number;
  /** Labels that were told at all, and those of elements that held a secret. */
  labels: number;
  planted_in_labels: number;
  /** Secrets that were found in what would be sent. */
  leaks: string[];
}

/** Runs in the browser: builds so many pages with secrets in every place, clicks on everything, looks for them after. */
export function plantAndLook(pages: number): Found {
  let seed = 7;
  const random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const letters = (alphabet: string, length: number) =>
    Array.from({ length }, () => pick(alphabet.split(''))).join('');
  const [lower, digit, hex] = ['abcdefghijklmnopqrstuvwxyz', '0123456789', '0123456789abcdef'];
  const any = `${lower}${lower.toUpperCase()}${digit}`;
  const name = () => `${letters(lower, 1).toUpperCase()}${letters('aeiou', 1)}${letters(lower, 4)}zq`;
  const secret = () =>
    pick([
      () => `${letters(lower, 5)}.${letters(lower, 4)}@${letters(lower, 5)}.com`,
      () => [4, 4, 4, 4].map((length) => letters(digit, length)).join(pick(['', ' ', '-'])),
      () => `+${letters(digit, 2)} ${letters(digit, 3)} ${letters(digit, 4)}`,
      () => letters(hex, 24),
      () => `sk_live_${letters(any, 24)}`,
      () => `eyJ${letters(any, 20)}.${letters(any, 30)}.${letters(any, 20)}`,
      () => btoa(letters(any, 21)),
      () => `DE${letters(digit, 20)}`,
    ])();

  const settings: PageSettings = {
    enabled: true,
    paths: [],
    origins: [],
    query_keys: ['q'],
    selectors: ['[data-understudy]'],
    buttons: true,
  };
  const selector = parts.selectorOf(settings, document) ?? '';
  const found: Found = { pages: 0, labels: 0, planted_in_labels: 0, leaks: [] };

  for (let n = 0; n < pages; n++) {
    const [planted, person, typed] = [secret(), `${name()} ${name()}`, name()];
    const said = pick([planted, person, typed, `${person} ${planted}`]);
    document.title = pick([said, `Settings of ${said}`, `(3) ${said} – Shop`]);
    document.body.innerHTML = `
      <p data-private>${person}</p><input value="${typed}"><input type="password" value="${planted}">
      <input autocomplete="cc-number" value="${planted}" data-understudy="card">
      <button aria-label="Delete ${said}">x</button>
      <button>Save <b>${said}</b> <span data-private>${planted}</span></button>
      <a href="#${n}" data-understudy>${pick(['Open', said])} <input value="${planted}"></a>
      <div data-private><button data-understudy>${planted}</button></div>
      <div contenteditable data-understudy="${planted}">${planted}<button>${planted}</button></div>
      <textarea data-understudy>${typed}</textarea><label data-understudy>${said}<input></label>
      <form data-understudy="${pick(['checkout', said])}"><button type="submit">${pick(['Pay', said])}</button></form>`;
    const events = [...document.body.querySelectorAll('*')].flatMap((element) => {
      const label = parts.labelOf(element, selector);
      if (label === null) return [];
      found.labels += 1;
      if (label.includes(said)) found.planted_in_labels += 1;
      const pathname = `/users/${encodeURIComponent(said)}/edit`;
      return [{ kind: 'click', name: label, pathname, hash: `#/${planted}`, status: null, at_ms: 0 }];
    });
    const sent = parts.describePage(
      {
        pathname: `/people/${encodeURIComponent(pick([planted, person]))}`,
        hash: `#/${planted}`,
        search: `?q=${encodeURIComponent(planted)}&token=${planted}`,
        title: document.title,
        now_ms: 1_000,
        since_ms: 0,
        events,
        viewport: { width: 1_000, height: 800 },
        locale: 'en',
        release: null,
        private_words: parts.privateWords(document),
        typed_words: parts.typedWords(document),
      },
      settings,
    );
    const text = JSON.stringify(sent).toLowerCase();
    // A name that the page marks nowhere as private may stand in a path: there only what somebody typed is looked for.
    const secrets = [planted, ...person.split(' ')].map((each) => each.toLowerCase());
    for (const each of [...secrets, encodeURIComponent(planted).toLowerCase()])
      if (text.includes(each)) found.leaks.push(`${each} in ${text}`);
    const words = JSON.stringify([(sent as { title: unknown }).title, events.length]).toLowerCase();
    if (words.includes(typed.toLowerCase())) found.leaks.push(`${typed} in ${words}`);
    found.pages += 1;
  }
  return found;
}
