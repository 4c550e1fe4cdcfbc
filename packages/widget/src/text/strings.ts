/** Every word that the widget says, in one table. */
export const STRINGS = {
  launcher_open: 'Open support chat',
  launcher_close: 'Close support chat',
  close: 'Close',
  assistant: 'Automated assistant',
  disclosure: 'Automated assistant — answers come from what the team has solved before.',
  log: 'Conversation',
  you: 'You',
  placeholder: 'Write a message…',
  composer: 'Your message',
  send: 'Send',
  talk_to_person: 'Talk to a person',
  tell_us: 'Tell us what it is about. A person on the team will answer.',
  waiting_title: 'The team will reply',
  with_person: 'You are talking with {name}',
  a_person: 'a person on the team',
  the_team: 'The team',
  solved: 'Did that solve it?',
  yes: 'Yes, thanks',
  no: 'No',
  none_of_these: 'None of these',
  resolved: 'Resolved',
  resolved_detail: 'Glad that is sorted out.',
  score: 'How was it? 1 bad, 5 good',
  ask_else: 'Ask something else',
  sources: 'Sources',
  opens_new_tab: '(opens in a new tab)',
  typing: 'Typing…',
  sending: 'Sending…',
  queued: 'Will be sent when you are back online',
  failed: 'Not sent',
  retry: 'Try again',
  discard: 'Discard',
  offline: 'You are offline. Your messages are kept.',
  reconnecting: 'Reconnecting… Your messages are kept.',
  rate_limited: 'A lot of messages at once. Yours will be sent in a moment.',
  action_failed: 'That did not work. Please try again.',
  characters_left: '{n} characters left',
  too_long: '{n} characters too many',
  unread: '{n} new',
} as const;

export type StringKey = keyof typeof STRINGS;

/** The text of a key, with `{name}` places filled. */
export const t = (key: StringKey, values: Readonly<Record<string, string | number>> = {}): string =>
  STRINGS[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
