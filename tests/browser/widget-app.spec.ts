/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** The widget as a customer sees it: start, conversations, languages, unread replies, thumbs, emoji, and for everybody. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { WidgetApi } from './doubles/widget-api.ts';

/** A folder that gets a screenshot of each look. */
const LOOK = process.env['SCREENSHOTS'];

let api: WidgetApi;
test.beforeEach(async () => {
  api = await new WidgetApi().start();
});
test.afterEach(() => api.stop());

async function openWidget(page: Page): Promise<void> {
  await page.goto(api.origin);
  await page.getByRole('button', { name: 'Open support chat' }).click();
  await expect(page.getByRole('dialog', { name: 'Shop' })).toBeVisible();
}
const field = (page: Page) => page.getByRole('textbox', { name: 'Your message' });
async function ask(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await page.keyboard.press('Enter');
}
const log = (page: Page) => page.getByRole('log');
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Shop' });
const home = (page: Page) => page.getByRole('button', { name: 'Back to the start' });
const row = (page: Page, name: string | RegExp) => page.getByRole('listitem').getByRole('button', { name });
const streaming = () => expect.poll(() => api.visitor.streams.size).toBe(1);
const answered = (page: Page) => expect(page.getByRole('button', { name: 'Yes, thanks' })).toBeVisible();

/** Every day from midnight to midnight, but for the day that it is in the zone. */
const HOURS = { time_zone: 'Europe/Berlin', weekly: [{ day: 1, from: '09:00', to: '17:00' }] };

test.describe('the start', () => {
  test('tells who answers and when, in the visitor’s time, and asks with one click', async ({ page }) => {
    api.widget.hours = HOURS;
    api.widget.suggested_questions = ['How do I get a refund?', 'Where is my invoice?'];
    // A Friday, 12:00 in Berlin.
    await page.clock.install({ time: '2026-11-27T11:00:00Z' });
    await openWidget(page);
    const time = await page.evaluate(() =>
      new Intl.DateTimeFormat('en', { weekday: 'long', hour: 'numeric', minute: '2-digit' }).format(
        new Date('2026-11-30T08:00:00Z'),
      ),
    );
    await expect(dialog(page)).toContainText('Hi! Ask us anything about Shop.');
    await expect(dialog(page)).toContainText(`Closed at the moment. Open again ${time}`);
    await expect(dialog(page)).toContainText('Usually within two hours, Monday to Friday.');
    await expect(dialog(page)).toContainText('Nothing yet.');
    await page.getByRole('button', { name: 'How do I get a refund?' }).click();
    await expect(log(page)).toContainText('It takes three days.');
    expect(api.accepted).toEqual(['How do I get a refund?']);
  });

  test('leads to a conversation and back; where one was and what one wrote stays when it is closed', async ({
    page,
  }) => {
    await openWidget(page);
    await ask(page, 'How do I get a refund?');
    await answered(page);
    await home(page).click();
    await expect(row(page, /How do I get a refund/)).toContainText('Open');
    await field(page).fill('half a thought');
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();
    await page.getByRole('button', { name: 'Open support chat' }).click();
    await expect(field(page)).toHaveValue('half a thought');
    await expect(log(page)).toBeHidden();
    await row(page, /How do I get a refund/).click();
    await expect(log(page)).toContainText('It takes three days.');
    await expect(field(page)).toHaveValue('half a thought');
    await expect(field(page)).toBeFocused();
  });

  test('shows earlier conversations: read, continued where one wishes, and a new one beside them', async ({
    page,
  }) => {
    await openWidget(page);
    await ask(page, 'How do I get a refund?');
    await page.getByRole('button', { name: 'Yes, thanks' }).click();
    await page.getByRole('button', { name: 'Ask something else' }).click();
    await ask(page, 'quiet second');
    await expect.poll(() => api.accepted.length).toBe(2);
    await home(page).click();
    await expect(page.getByRole('listitem').getByRole('button')).toHaveText([/quiet second/, /refund/]);
    await row(page, /refund/).click();
    await expect(log(page)).toContainText('It takes three days.');
    await expect(log(page)).not.toContainText('quiet second');
    await expect(field(page)).toBeHidden();
    // What happens in the other conversation does not touch this one.
    api.turn('waiting');
    api.publish({
      type: 'typing',
      conversation_id: api.visitor.conversation?.id ?? '',
      who: 'agent',
      on: true,
    });
    await page.getByRole('button', { name: 'Write here again' }).click();
    await ask(page, 'quiet again');
    await expect(log(page)).toContainText('quiet again');
    await expect.poll(() => api.accepted.length).toBe(3);
    expect(api.visitor.conversations.map(({ messages }) => messages.map(({ text }) => text).at(-1))).toEqual([
      'quiet again',
      'quiet second',
    ]);
    await home(page).click();
    await ask(page, 'quiet third');
    await expect.poll(() => api.accepted.length).toBe(4);
    expect(api.visitor.conversations).toHaveLength(2);
  });

  test('asks for a person, who is called with the first message', async ({ page }) => {
    await openWidget(page);
    await page.getByRole('button', { name: 'Talk to a person' }).click();
    await expect(page.getByText('Tell us what it is about.')).toBeVisible();
    await expect(field(page)).toBeFocused();
    await ask(page, 'a refund');
    await expect(page.getByText('The team will reply').last()).toBeVisible();
  });
});

test.describe('the language', () => {
  test('Arabic is written from the right, with its own numbers and plural forms; German too', async ({
    page,
  }) => {
    api.widget.language = 'ar';
    api.widget.suggested_questions = ['How do I get a refund?'];
    await page.goto(api.origin);
    await page.getByRole('button', { name: 'فتح محادثة الدعم' }).click();
    await expect(page.locator('understudy-widget')).toHaveAttribute('dir', 'rtl');
    await expect(page.getByText('أسئلة متكررة')).toBeVisible();
    const mark = await page.locator('.mark').boundingBox();
    const close = await page.getByRole('button', { name: 'إغلاق', exact: true }).boundingBox();
    expect(mark?.x).toBeGreaterThan(close?.x ?? Number.NaN);
    // What the team wrote stays as it is.
    await page.getByRole('button', { name: 'How do I get a refund?' }).click();
    await expect(page.getByRole('button', { name: 'نعم، شكرًا' })).toBeVisible();
    await page.getByRole('button', { name: 'إغلاق', exact: true }).click();
    api.say({ author: 'agent', author_name: 'Ines', text: 'one' });
    await expect(page.getByRole('button', { name: /رسالة جديدة/ })).toBeVisible();
    api.say({ author: 'agent', author_name: 'Ines', text: 'two' });
    await expect(page.getByRole('button', { name: /رسالتان جديدتان/ })).toBeVisible();
    api.widget.language = 'de';
    await page.reload();
    await expect(page.getByRole('button', { name: 'Support-Chat öffnen (2 neu)' })).toBeVisible();
  });

  test('is the page’s where the team chose none, and what the page asks for before all', async ({ page }) => {
    await page.route(`${api.origin}/`, async (route) => {
      const response = await route.fetch();
      const text = (await response.text()).replace('lang="en"', 'lang="de-AT"');
      await route.fulfill({ response, body: text });
    });
    await page.goto(api.origin);
    await expect(page.getByRole('button', { name: 'Support-Chat öffnen' })).toBeVisible();
    await page.evaluate(() => {
      const call = window.understudy as unknown as (name: string, options?: object) => void;
      call('shutdown');
      call('init', { workspace: 'pk_test', locale: 'ar' });
    });
    await expect(page.getByRole('button', { name: 'فتح محادثة الدعم' })).toBeVisible();
  });
});

test('unread replies are counted, told, and gone when read, in every tab', async ({ page, context }) => {
  await openWidget(page);
  await ask(page, 'quiet');
  await streaming();
  await page.keyboard.press('Escape');
  const other = await context.newPage();
  await other.goto(api.origin);
  api.say({ author: 'agent', author_name: 'Ines', text: 'Done.' });
  api.say({ author: 'agent', author_name: 'Ines', text: 'Really.' });
  for (const tab of [page, other]) {
    await tab.bringToFront();
    await expect(tab.getByRole('button', { name: 'Open support chat (2 new)' })).toBeVisible();
    await expect(tab.getByRole('status').filter({ hasText: '2 new' })).toHaveCount(1);
    expect(await tab.title()).toBe('Shop');
  }
  await other.getByRole('button', { name: /Open support chat/ }).click();
  await expect(log(other)).toContainText('Really.');
  await expect.poll(() => api.visitor.conversations[0]?.read).toBe(3);
  await page.bringToFront();
  await expect(page.getByRole('button', { name: 'Open support chat', exact: true })).toBeVisible();
});

test('a reply in a conversation that was resolved meanwhile is told when the visitor comes back', async ({
  page,
}) => {
  await openWidget(page);
  await ask(page, 'quiet');
  await streaming();
  await page.goto('about:blank');
  api.say({ author: 'agent', author_name: 'Ines', text: 'Done.' });
  api.turn('resolved');
  await page.goto(api.origin);
  await page.getByRole('button', { name: 'Open support chat (1 new)' }).click();
  await row(page, /quiet/).click();
  await expect(log(page)).toContainText('Done.');
  await expect.poll(() => api.visitor.conversations[0]?.read).toBe(2);
  await home(page).click();
  await expect(row(page, /quiet/)).not.toContainText('new');
});

test('sound is off until it is switched on, which the device remembers', async ({ page }) => {
  await page.addInitScript(() => {
    const played: string[] = [];
    class Counted extends AudioContext {
      constructor() {
        super();
        played.push('tone');
      }
    }
    Object.assign(window, { AudioContext: Counted, played });
  });
  const played = () => page.evaluate(() => (window as unknown as { played: string[] }).played.length);
  await openWidget(page);
  const sound = page.getByRole('switch', { name: 'Sound for new replies' });
  await expect(sound).not.toBeChecked();
  await ask(page, 'quiet');
  await streaming();
  api.say({ author: 'agent', author_name: 'Ines', text: 'silent' });
  await expect(log(page)).toContainText('silent');
  expect(await played()).toBe(0);
  await home(page).click();
  await sound.click();
  await expect(sound).toBeChecked();
  api.say({ author: 'agent', author_name: 'Ines', text: 'heard' });
  await expect.poll(played).toBe(1);
  await page.reload();
  await page.getByRole('button', { name: /Open support chat/ }).click();
  await home(page).click();
  await expect(sound).toBeChecked();
});

test.describe('what the visitor says of it', () => {
  test('a thumb down with a reason, or with words; a thumb up', async ({ page }) => {
    await openWidget(page);
    await ask(page, 'refund');
    await page.getByRole('button', { name: 'Not helpful' }).click();
    await page.getByRole('button', { name: 'Out of date' }).click();
    await expect(page.getByText('Thank you for telling us.')).toBeVisible();
    await ask(page, 'another refund');
    await page.getByRole('button', { name: 'Not helpful' }).click();
    await page.getByRole('button', { name: 'Something else' }).click();
    const more = page.getByRole('textbox', { name: 'Tell us more (optional)' });
    await expect(more).toBeFocused();
    await more.fill('The button is green now.');
    await page.keyboard.press('Enter');
    await ask(page, 'a third refund');
    await page.getByRole('button', { name: 'Helpful', exact: true }).click();
    await expect.poll(() => api.said.length).toBe(5);
    const message_id: unknown = expect.stringMatching(/^msg_/);
    expect(api.said).toEqual(
      [
        { thumb: 'down' },
        { thumb: 'down', reason: 'outdated' },
        { thumb: 'down' },
        { thumb: 'down', reason: 'other', comment: 'The button is green now.' },
        { thumb: 'up' },
      ].map((said) => ({ message_id, ...said })),
    );
    // A greeting or a hand-off is no answer.
    await ask(page, 'Something unknown');
    await expect(log(page)).toContainText('passed it to the team');
    await expect(page.getByRole('button', { name: 'Helpful', exact: true })).toHaveCount(1);
  });

  test('how it was, and what there is to add', async ({ page }) => {
    await openWidget(page);
    await ask(page, 'refund');
    await page.getByRole('button', { name: 'Yes, thanks' }).click();
    await page.getByRole('button', { name: '4', exact: true }).click();
    await page.getByRole('textbox', { name: 'Anything to add? (optional)' }).fill('Fast!');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Thank you for telling us.')).toBeVisible();
    expect(api.said).toEqual([{ score: 4 }, { score: 4, comment: 'Fast!' }]);
  });
});

test('emoji are found by name and by the arrow keys, and go in at the caret', async ({ page }) => {
  await openWidget(page);
  await field(page).fill('Thanks  a lot');
  await field(page).evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(7, 7));
  await page.getByRole('button', { name: 'Insert emoji' }).click();
  const search = page.getByRole('searchbox', { name: 'Search emoji' });
  await expect(search).toBeFocused();
  await search.fill('xyzzy');
  await expect(page.getByText('No emoji of that name')).toBeVisible();
  await search.fill('heart');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: 'red heart' })).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: 'broken heart' })).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue('Thanks ❤️ a lot');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('!');
  await expect(field(page)).toHaveValue('Thanks ❤️! a lot');
  await page.getByRole('button', { name: 'Insert emoji' }).click();
  await expect(search).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(search).toBeHidden();
  await expect(dialog(page)).toBeVisible();
  await expect(field(page)).toBeFocused();
});

test('a slow line keeps the order, and messages of one breath are sent one after the other', async ({
  page,
}) => {
  await openWidget(page);
  await page.route('**/v1/widget/messages', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  for (const text of ['quiet one', 'quiet two', 'quiet three']) await ask(page, text);
  await expect.poll(() => api.accepted).toEqual(['quiet one', 'quiet two', 'quiet three']);
  expect(api.visitor.conversations).toHaveLength(1);
  await expect(page.getByText('Sending…')).toBeHidden();
  await expect(log(page).locator('.customer')).toHaveCount(3);
});

test('a line that drops every other request loses nothing, doubles nothing and keeps the order', async ({
  page,
}) => {
  await openWidget(page);
  let requests = 0;
  await page.route('**/v1/widget/**', (route) => (requests++ % 2 === 0 ? route.abort() : route.continue()));
  for (const text of ['quiet one', 'quiet two', 'quiet three', 'quiet four']) await ask(page, text);
  await expect.poll(() => api.accepted).toEqual(['quiet one', 'quiet two', 'quiet three', 'quiet four']);
  await expect(page.getByText('Sending…')).toBeHidden();
  await expect(log(page).locator('.customer .bubble')).toHaveText([
    'quiet one',
    'quiet two',
    'quiet three',
    'quiet four',
  ]);
  expect(api.visitor.conversations).toHaveLength(1);
  // The list and the conversation that is opened come in the end, too.
  await page.reload();
  await page.getByRole('button', { name: 'Open support chat' }).click();
  await expect(log(page)).toContainText('quiet four');
  await home(page).click();
  await row(page, /quiet one/).click();
  await expect(log(page)).toContainText('quiet four');
});

test('a list that did not come is asked for again, and the notice goes with it', async ({ page }) => {
  let is_away = true;
  await page.route('**/v1/widget/conversations', (route) => (is_away ? route.abort() : route.continue()));
  await openWidget(page);
  await expect(page.getByText('Reconnecting…')).toBeVisible();
  await expect(dialog(page)).toContainText('Loading…');
  is_away = false;
  await expect(dialog(page)).toContainText('Nothing yet.');
  await expect(page.getByText('Reconnecting…')).toBeHidden();
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const language of ['en', 'ar'] as const) {
    test(`axe finds nothing in any view, ${colorScheme}, ${language}`, async ({ page }) => {
      test.slow();
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width: 900, height: 760 });
      api.widget.language = language;
      api.widget.hours = HOURS;
      api.widget.suggested_questions = ['How do I get a refund?', 'Where is my invoice?'];
      const shown = async (name: string) => {
        if (LOOK) await page.screenshot({ path: join(LOOK, `${name}-${colorScheme}-${language}.png`) });
        await check(page);
      };
      await page.goto(api.origin);
      await page.locator('.launcher').click();
      await expect(page.locator('.home .choice')).toHaveCount(2);
      await shown('home');
      await page.locator('.home .choice').first().click();
      await expect(page.locator('.solved')).toBeVisible();
      await page.locator('.thumbs .icon').nth(1).click();
      await expect(page.locator('.solved')).toHaveCount(2);
      await shown('conversation');
      await page.locator('.composer .icon[aria-haspopup]').click();
      await expect(page.getByRole('grid')).toBeVisible();
      await shown('emoji');
      await page.keyboard.press('Escape');
      await page.locator('.solved').last().locator('button').first().click();
      await expect(page.locator('.done')).toBeVisible();
      await shown('resolved');
      await page.locator('.head .icon').first().click();
      await expect(page.locator('.earlier li')).toHaveCount(1);
      await shown('earlier');
    });
  }

/** The whole document, with what stands in the shadow root. */
async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test('the keyboard reaches everything, in the order in which it is read, and nothing is too small', async ({
  page,
}) => {
  test.slow();
  api.widget.suggested_questions = ['How do I get a refund?'];
  await openWidget(page);
  await expect(page.getByText('Nothing yet.')).toBeVisible();
  const walk = async () => {
    await page.getByRole('dialog').first().focus();
    const seen: string[] = [];
    for (;;) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const root = document.querySelector('understudy-widget')?.shadowRoot;
        const at = root?.activeElement;
        if (!at?.closest('.panel')) return null;
        const box = at.getBoundingClientRect();
        const small = box.width < 24 || box.height < 24 ? ' (too small)' : '';
        return ((at.getAttribute('aria-label') ?? at.textContent) || at.tagName).trim() + small;
      });
      if (name === null || seen.length > 40) return seen;
      seen.push(name);
    }
  };
  const start = await walk();
  expect(start.filter((name) => name.includes('too small'))).toEqual([]);
  expect(start.slice(0, 3)).toEqual(['Close', 'How do I get a refund?', 'Sound for new replies']);
  expect(start).toEqual(expect.arrayContaining(['Talk to a person', 'Your message', 'Insert emoji', 'Send']));
  await ask(page, 'refund');
  await answered(page);
  const talk = await walk();
  expect(talk.filter((name) => name.includes('too small'))).toEqual([]);
  expect(talk.slice(0, 3)).toEqual(['Back to the start', 'Close', 'Conversation']);
  expect(talk).toEqual(
    expect.arrayContaining([
      'Helpful',
      'Not helpful',
      'Yes, thanks',
      'No',
      'Talk to a person',
      'Your message',
    ]),
  );
});

for (const [width, height] of [
  [320, 568],
  [320, 256],
  [640, 400],
] as const)
  test(`at ${width} × ${height} nothing is cut off or needs sideways scrolling`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: width === 640 ? 'active' : 'none' });
    api.widget.hours = HOURS;
    api.widget.suggested_questions = [
      'How do I get a refund for something that I bought by mistake last year?',
    ];
    await openWidget(page);
    await expect(page.getByText('Nothing yet.')).toBeVisible();
    await expectNothingWide(page, `home-${width}-${height}`);
    await page.getByRole('button', { name: 'Insert emoji' }).click();
    await expect(page.getByRole('grid')).toBeVisible();
    await expectNothingWide(page, `emoji-${width}-${height}`);
    await page.keyboard.press('Escape');
    await ask(page, 'refund');
    await page.getByRole('button', { name: 'Not helpful' }).click();
    await expect(page.getByRole('button', { name: 'Hard to follow' })).toBeVisible();
    await expectNothingWide(page, `conversation-${width}-${height}`);
    await home(page).click();
    await expect(row(page, /refund/)).toBeVisible();
    await expectNothingWide(page, `earlier-${width}-${height}`);
  });

async function expectNothingWide(page: Page, name: string): Promise<void> {
  if (LOOK) await page.screenshot({ path: join(LOOK, `${name}.png`) });
  const wide = await page.evaluate(() => {
    const root = document.querySelector('understudy-widget')?.shadowRoot;
    const all = [...(root?.querySelectorAll('.panel, .panel *:not(.hidden, .hidden *)') ?? [])];
    return all
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return right > innerWidth + 1 || left < -1;
      })
      .map((element) => element.outerHTML);
  });
  expect(wide).toEqual([]);
}
