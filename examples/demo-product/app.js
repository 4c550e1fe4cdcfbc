// A small product with states to get into: what its page, its user and its failures look like to the widget.
import { pages } from './pages/pages.js';
import { readState, STATES, writeState } from './state.js';

// Calls wait here until the widget's script has come.
window.understudy ??= Object.assign((...call) => window.understudy.q.push(call), { q: [] });

const main = document.getElementById('main');
const saved = document.getElementById('saved');
const config = await (await fetch('/config.json')).json();

/** Who is signed in, in words that only our own server can sign. */
const getToken = async () => {
  const { user } = readState();
  const answer = await fetch(`/identity?user=${encodeURIComponent(user)}`);
  return answer.ok ? (await answer.json()).token : null;
};

function startWidget() {
  const { user, release } = readState();
  window.understudy('init', { workspace: config.public_key, base_url: config.understudy_url, release });
  if (user !== 'nobody') window.understudy('identify', { getToken });
  const script = document.createElement('script');
  script.async = true;
  script.src = `${config.understudy_url}/widget.js`;
  document.head.append(script);
}

function draw() {
  const page = pages.find(({ path }) => path === location.pathname) ?? pages[0];
  document.title = `${page.name} – Larkfold`;
  main.replaceChildren(page.draw(readState()));
  saved.textContent = '';
  for (const link of document.querySelectorAll('#nav a'))
    link.toggleAttribute('aria-current', link.pathname === page.path);
}

function go(path) {
  history.pushState(null, '', path);
  draw();
  main.focus();
}

/** What the product's own server says to it; a refusal is shown as products show it: without the reason. */
async function save(form) {
  const body = JSON.stringify({ state: readState() });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(form.dataset.saves, { method: 'POST', headers, body });
  saved.textContent = answer.ok ? 'Saved.' : 'That did not work.';
  if (answer.ok && form.dataset.then) go(form.dataset.then);
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-route]') : null;
  if (link === null || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  go(link.pathname);
});
document.addEventListener('submit', (event) => {
  event.preventDefault();
  void save(event.target);
});
addEventListener('popstate', draw);

for (const { path, name } of pages.filter((page) => !page.isHidden)) {
  const link = Object.assign(document.createElement('a'), { href: path, textContent: name });
  link.dataset.route = '';
  document.getElementById('nav').append(link);
}

const states = document.getElementById('states');
for (const [key, { label, values }] of Object.entries(STATES)) {
  const choice = document.createElement('select');
  choice.name = key;
  choice.append(...values.map(([value, words]) => new Option(words, value)));
  choice.value = readState()[key];
  choice.addEventListener('change', () => {
    const before = readState();
    writeState({ ...before, [key]: choice.value });
    // Whoever signs out takes the conversation along; whoever signs in keeps what they said as a guest.
    if (key === 'user' && before.user !== 'nobody') window.understudy('shutdown');
    location.reload();
  });
  const line = document.createElement('label');
  line.append(label, choice);
  states.append(line);
}

draw();
startWidget();
