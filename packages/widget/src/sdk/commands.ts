/** What a page can say to the widget, `understudy('ask', 'How do I …')`, and what it hears: the types of all of it. */

export interface InitOptions {
  /** Public key of the workspace. */
  readonly workspace: string;
  /** Address of the Understudy server, without a slash at the end. Left out: where the script came from. */
  readonly base_url?: string;
  /** Nonce of the page's content security policy. Left out: the script's own. */
  readonly nonce?: string;
  /** Language of the widget, such as `de`. Left out: the page's, then the browser's. */
  readonly locale?: string;
  /** Release of the product that the page runs, such as `4.2`. */
  readonly release?: string;
  /** False keeps what the page is about to itself, whatever the visitor says; true leaves it to the visitor. */
  readonly share_page?: boolean;
}

/** What may change while the widget is there. */
export type UpdateOptions = Partial<Pick<InitOptions, 'locale' | 'release' | 'share_page'>>;

export interface ShutdownOptions {
  /** The same visitor goes on with their conversations when the widget comes back. */
  readonly keep_visitor?: boolean;
}

/** Who the visitor is, as a token that the page's own server has signed; or how to get a fresh one. */
export type Identity = { readonly token: string } | { readonly getToken: () => Promise<string> };

/** Said by the page, signed by nobody: it helps to find the answer, and is never trusted for account data. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

export interface Events {
  ready: undefined;
  open: undefined;
  close: undefined;
  /** A reply came. */
  message: { readonly author: 'ai' | 'agent' | 'system'; readonly text: string };
  /** How many replies were not seen yet. */
  unread: { readonly count: number };
  'identity-error': { readonly problem: string };
  'guide-ended': { readonly id: string; readonly outcome: string };
}
export type EventName = keyof Events;
export type Emit = <Name extends EventName>(name: Name, detail: Events[Name]) => void;

/** The commands with what they take. */
export interface Commands {
  init: [options?: Partial<InitOptions>];
  identify: [identity: Identity];
  open: [];
  close: [];
  /** Opens the widget and sends the text as the visitor's message. */
  ask: [text: string];
  on: [event: EventName, listener: (detail: never) => void];
  context: [facts: Facts];
  /** Something that happened on the page, in the page's own word: `export failed`. */
  track: [name: string];
  /** Starts a guide. */
  guide: [id: string];
  update: [options: UpdateOptions];
  /** Takes the widget off the page and, unless told otherwise, forgets the visitor on this device. */
  shutdown: [options?: ShutdownOptions];
}
export type CommandName = keyof Commands;

/** `window.understudy`; before the script is there, a page's stub keeps the calls in `q`. */
export interface Understudy {
  <Name extends CommandName>(name: Name, ...args: Commands[Name]): unknown;
  q?: unknown[];
  /** Set by the script, so that a second one leaves the first alone. */
  loaded?: boolean;
}
declare global {
  interface Window {
    understudy?: Understudy;
  }
}
