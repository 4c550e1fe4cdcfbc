/**
 * The widget's app, loaded by the loader. It lives in the shadow root of one element at the end of the body, changes
 * nothing else of the page, and leaves nothing behind when it is unmounted.
 */
import { effect, signal, untracked } from '@preact/signals-core';
import { render } from 'preact';
import { createChat } from './chat/chat.ts';
import { MESSAGE_LIMIT } from './chat/outbox.ts';
import { createStorage } from './chat/storage.ts';
import { createGuides } from './guide/guides.ts';
import { watchPage } from './page/watch-page.ts';
import type { Emit, Facts, Identity, InitOptions, ShutdownOptions, UpdateOptions } from './sdk/commands.ts';
import { readableOn, textOn } from './text/contrast.ts';
import { pickLanguage } from './text/language.ts';
import { direction, language, speak } from './text/strings.ts';
import { App } from './view/app.tsx';
import { GuidesContext } from './view/guides-context.ts';
import styles from './view/launcher.css?inline';

export interface MountOptions extends Omit<InitOptions, 'base_url' | 'nonce'> {
  /** Address of the Understudy server, without a slash at the end. */
  readonly base_url: string;
  /** Tells the page. */
  readonly emit: Emit;
}
export interface Mounted {
  open(): void;
  close(): void;
  ask(text: string): void;
  identify(identity: Identity): void;
  context(facts: Facts): void;
  track(name: string): void;
  guide(id: string): void;
  update(options: UpdateOptions): void;
  /** Removes the widget, ends its connections and, unless told otherwise, forgets the visitor on this device. */
  shutdown(options: ShutdownOptions): void;
}

/** Surfaces of the light and the dark theme on which the brand colour must be readable (see launcher.css). */
const SURFACES = { light: '#f4f5f7', dark: '#262a33' };

export function mount(options: MountOptions): Mounted {
  const host = document.createElement('understudy-widget');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  document.body.append(host);

  const open = signal(false);
  const locale = signal(options.locale);
  let was_open = false;
  let unread = 0;
  const page = watchPage({ ...options, storage: createStorage(options.workspace) });
  const chat = createChat({ ...options, describe: page.describeSoon });
  const guides = createGuides({ ...options, root, api: chat.guides, open });
  const unpaint = effect(() => {
    const widget = chat.session.value?.widget;
    // Until the settings are known there is no colour to show, and no server to talk to.
    host.hidden = !widget && chat.connection.value === 'live';
    if (!widget) return;
    host.dataset['position'] = widget.position;
    host.style.setProperty('--brand', widget.color);
    host.style.setProperty('--on-brand', textOn(widget.color));
    host.style.setProperty('--brand-light', readableOn(widget.color, SURFACES.light));
    host.style.setProperty('--brand-dark', readableOn(widget.color, SURFACES.dark));
  });
  // Rendering reads every signal on display, so whatever changes, the whole (small) view is drawn anew.
  const stop = effect(() =>
    render(
      <GuidesContext value={guides}>
        <App chat={chat} open={open} page={page} />
      </GuidesContext>,
      root,
    ),
  );

  const speaking = [
    effect(() => {
      const own = chat.session.value?.widget.language;
      const page_language = document.documentElement.lang;
      void speak(pickLanguage([locale.value, own, page_language, ...navigator.languages]));
    }),
    effect(() => {
      host.lang = language();
      host.dir = direction();
    }),
  ];
  const tellPage = [
    effect(() => {
      const widget = chat.session.value?.widget;
      if (widget) untracked(() => page.begin(widget.page));
    }),
    effect(() => {
      const name = open.value ? 'open' : 'close';
      if (open.value || was_open) options.emit(name, undefined);
      was_open = open.value;
    }),
    effect(() => {
      for (const { author, text } of chat.arrived.value)
        if (author !== 'customer') options.emit('message', { author, text });
    }),
    effect(() => {
      const count = chat.conversations.unread.value;
      if (count !== unread) options.emit('unread', { count });
      unread = count;
    }),
  ];

  void guides.resume();

  return {
    open: () => (open.value = true),
    close: () => (open.value = false),
    ask(text) {
      open.value = true;
      chat.say(text.trim().slice(0, MESSAGE_LIMIT));
    },
    identify: (identity) => chat.identify(identity),
    context: page.tell,
    track: page.track,
    guide: (id) => void guides.show(id),
    update(change) {
      if (change.locale !== undefined) locale.value = change.locale;
      page.update(change);
    },
    shutdown({ keep_visitor = false }) {
      for (const end of [...tellPage, ...speaking, unpaint, stop]) end();
      guides.stop();
      page.stop(!keep_visitor);
      render(null, root);
      chat.close(!keep_visitor);
      host.remove();
    },
  };
}
