/**
 * The widget's app, loaded by the loader. It lives in the shadow root of one element at the end of the body, changes
 * nothing else of the page, and leaves nothing behind when it is unmounted.
 */
import { effect, signal } from '@preact/signals-core';
import { render } from 'preact';
import { createChat } from './chat/chat.ts';
import { readableOn, textOn } from './text/contrast.ts';
import { App } from './view/app.tsx';
import styles from './view/styles.css?inline';

export interface MountOptions {
  /** Origin of the Understudy server, without a slash at the end. */
  readonly base_url: string;
  /** Public key of the workspace. */
  readonly workspace: string;
}
export interface Mounted {
  open(): void;
  close(): void;
  /** Removes the widget, ends its connections, and forgets the visitor on this device. */
  shutdown(): void;
}

/** Surfaces of the light and the dark theme on which the brand colour must be readable (see styles.css). */
const SURFACES = { light: '#f4f5f7', dark: '#262a33' };

export function mount(options: MountOptions): Mounted {
  const host = document.createElement('understudy-widget');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  document.body.append(host);

  const open = signal(false);
  const chat = createChat(options);
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
  const stop = effect(() => render(<App chat={chat} open={open} />, root));

  return {
    open: () => (open.value = true),
    close: () => (open.value = false),
    shutdown() {
      unpaint();
      stop();
      render(null, root);
      chat.close(true);
      host.remove();
    },
  };
}
