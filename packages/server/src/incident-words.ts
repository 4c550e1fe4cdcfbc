/** What is said of an incident, made of what is known: nothing in it is guessed. */
import type { Incident } from '@understudy/contract';
import type { FoundBurst } from '@understudy/engine';

const TERMS_IN_TITLE = 3;

/** By name of the topic, where it has one. */
export function titleOf(
  bursts: readonly Pick<FoundBurst, 'kind' | 'key'>[],
  topics: ReadonlyMap<string, string>,
): string {
  const named = bursts.flatMap(({ kind, key }) => (kind === 'topic' ? (topics.get(key) ?? []) : []));
  if (named[0] !== undefined) return `More questions than usual: ${named[0]}`;
  const terms = termsOf(bursts);
  if (terms.length === 0) return 'More new kinds of questions than usual';
  return `More questions than usual with ${terms.map((term) => `“${term}”`).join(', ')}`;
}

/** Single words before pairs that repeat them. */
function termsOf(bursts: readonly Pick<FoundBurst, 'kind' | 'key'>[]): string[] {
  const terms = bursts.filter(({ kind }) => kind === 'term').map(({ key }) => key);
  const words = terms.filter((term) => !term.includes(' '));
  return (words.length > 0 ? words : terms).slice(0, TERMS_IN_TITLE);
}

export function evidenceOf({
  conversations,
  accounts,
  expected,
  first_day,
}: {
  readonly conversations: number;
  readonly accounts: number;
  readonly expected: number;
  readonly first_day: string;
}): string {
  const usual = expected < 10 ? Math.round(expected * 10) / 10 : Math.round(expected);
  return `${conversations} ${conversations === 1 ? 'conversation' : 'conversations'} of ${accounts} ${accounts === 1 ? 'account' : 'accounts'} since ${first_day}; about ${usual} would be usual.`;
}

const BANNERS: Readonly<
  Record<string, { readonly about: (what: string) => string; readonly plain: string }>
> = {
  en: {
    about: (what) => `We are getting many questions about ${what} right now and are looking into it.`,
    plain: 'We are getting more questions than usual right now. Answers may take longer.',
  },
  de: {
    about: (what) => `Zurzeit erreichen uns viele Fragen zu ${what}. Wir kümmern uns darum.`,
    plain: 'Zurzeit erreichen uns mehr Fragen als sonst. Antworten können länger dauern.',
  },
  ar: {
    about: (what) => `تصلنا حاليًا أسئلة كثيرة حول ${what}، ونحن نتابع الأمر.`,
    plain: 'تصلنا حاليًا أسئلة أكثر من المعتاد، وقد تتأخر الردود.',
  },
};

/** In the language of most of its conversations, else in English. A proposal: customers read it when a lead has set it. */
export function bannerFor(
  {
    language,
    keys,
  }: { readonly language: string | null; readonly keys: readonly Pick<FoundBurst, 'kind' | 'key'>[] },
  topics: ReadonlyMap<string, string>,
): string {
  const words = BANNERS[language ?? 'en'] ?? BANNERS['en'];
  const topic = keys.flatMap(({ kind, key }) => (kind === 'topic' ? (topics.get(key) ?? []) : []))[0];
  const [term] = termsOf(keys);
  const what = topic ?? (term === undefined ? undefined : `“${term}”`);
  return (what === undefined ? words?.plain : words?.about(what)) ?? '';
}

export const STATES_IN_WORDS: Readonly<Record<Incident['state'], string>> = {
  open: 'Opened again',
  watching: 'Being watched',
  closed: 'Closed',
  'not-one': 'Said to be no incident',
};
