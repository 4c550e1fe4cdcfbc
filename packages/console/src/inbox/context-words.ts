/** What the customer's situation said for an answer, in a sentence for people. Pure. */
import type { Decision } from '@understudy/contract';

type ContextSaid = NonNullable<Decision['candidates'][number]['context_said']>[number];

/** How the questions are told that share a token, by its key; others as “with plan free”. */
const SITUATIONS: Readonly<Record<string, (value: string) => string>> = {
  page: (route) => `from ${route}`,
  was: (route) => `of customers who came from ${route}`,
  did: (deed) => `after “${deed.slice(deed.indexOf('|') + 1)}” on ${deed.split('|')[0]}`,
  error: (failure) => `after the failed request ${failure}`,
  'script-error': (route) => `after an error on ${route}`,
  recent: (event) => `soon after “${event}”`,
  stay: (span) => `after ${span} on the page`,
  locale: (language) => `in the language ${language}`,
  screen: (width) => `on a ${width} screen`,
};

/** `3 of 4 similar questions from /billing needed this.` */
export function contextWords({ token, with: own, of }: ContextSaid): string {
  const [key, value] = [token.slice(0, token.indexOf(':')), token.slice(token.indexOf(':') + 1)];
  const tell = Object.hasOwn(SITUATIONS, key) ? SITUATIONS[key] : undefined;
  const situation = tell?.(value) ?? `with ${key} ${value}`;
  return `${own} of ${of} similar ${of === 1 ? 'question' : 'questions'} ${situation} needed this.`;
}
