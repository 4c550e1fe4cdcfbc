/**
 * One STAR dialogue about one task, written down as a path: steps of the agent, observations with `?`, and what was
 * known before each step.
 *
 * - An API call is `query`, or `query_check` / `query_book` by its request type. Calling again at once, with what was
 *   seen in between, is the same step: agents searched again as the customer went on typing.
 * - Whether an API refused is read from its message. Yes and no are read from what the customer said to a question:
 *   the one that comes first, where both are there. A quiz answer is right where it shares a word with the API's.
 * - `?done` is a no where the workflow has no node for it; `?info_missing` is a customer who can't remember, and
 *   `?info_missing2` one who can't again.
 * - `?said`, `?found`, `?nothing` stand where the workflow has no node for what was seen; only prediction uses them.
 */
import { type Labels, wordsOf } from './star-labels.ts';

export interface Call {
  readonly call: string;
  readonly args: { readonly RequestType?: string };
  readonly after: number;
  readonly result: Readonly<Record<string, unknown>> | null;
}

const REFUSED = /unavailable|conflict|booked at|too small|failed|not authori|must provide|sorry|try another/i;
const YES =
  /\b(yes|yeah|yep|yup|sure|ok|okay|please do|sounds good|go ahead|correct|perfect|great|awesome|fine|absolutely|definitely|of course)\b/i;
const NO = /\b(no|nope|nah|not|don't|that's all|nothing|cancel)\b/i;
const PASSED = /don'?t know|no idea|idk|not sure|pass|skip|give up|tell me/i;
const FORGOT = /forg[eo]t|(can'?t|don'?t|do not|cannot) (seem to )?(remember|recall|know)|no idea|not sure/i;
/** Characters of a result's text that may stand in a reply. */
const [SHORTEST, LONGEST] = [3, 39];

export class PathWriter {
  readonly steps: string[] = [];
  readonly seen: string[][] = [];
  readonly #labels: Labels;
  readonly #done = new Set<string>();
  readonly #results = new Set<string>();
  #said = '';
  #answer: string | null = null;
  /** Did the agent's last message ask, and was what was said since the last step an answer? */
  #asking = false;
  #asked = false;

  constructor(labels: Labels) {
    this.#labels = labels;
  }

  customer(text: string): void {
    this.#asked = this.#asking || (this.#said !== '' && this.#asked);
    this.#said += ` ${text}`;
  }

  /** `label`: null for a free reply, which is no step where it is like no canned one. */
  reply(text: string, label: string | null): void {
    this.#asking = text.includes('?');
    if (label !== null) this.#step(this.#labels.step(label));
  }

  like(text: string): string | null {
    return this.#labels.like(text, this.#results);
  }

  call({ args, result }: Call): void {
    const request = args.RequestType ?? '';
    const query = /check/i.test(request) ? 'query_check' : /book/i.test(request) ? 'query_book' : 'query';
    this.#remember(result ?? {});
    this.#step(query);
    const told = [result?.['Message'], result?.['ReservationStatus']];
    const refused =
      result === null || told.some((message) => typeof message === 'string' && REFUSED.test(message));
    if (typeof result?.['Answer'] === 'string') this.#answer = result['Answer'];
    this.#observe(this.#resultOf(query, refused));
  }

  #remember(result: Readonly<Record<string, unknown>>): void {
    for (const value of Object.values(result)) {
      const isText = typeof value === 'string' && value.length >= SHORTEST && value.length <= LONGEST;
      if (isText || typeof value === 'number') this.#results.add(String(value).toLowerCase());
    }
  }

  #resultOf(query: string, refused: boolean): string {
    const checked = query === 'query_check' && this.#labels.has('available');
    if (checked) return refused ? '?unavailable' : '?available';
    return refused
      ? this.#labels.observation('query_failure', 'nothing')
      : this.#labels.observation('query_success', 'found');
  }

  #step(step: string): void {
    if (this.#said !== '') this.#observe(this.#heard(this.#said));
    const tokens = [...tokensOf(this.#said), ...[...this.#done].map((done) => `did:${done}`)];
    this.#said = '';
    this.#done.add(step);
    this.#forgetRetry(step);
    if (this.steps.at(-1) === step) return;
    this.steps.push(step);
    this.seen.push(tokens);
  }

  /** Calling again: what was seen since the call before drops out. */
  #forgetRetry(step: string): void {
    const last = this.steps.findLastIndex((each) => !each.startsWith('?'));
    if (!step.startsWith('query') || this.steps[last] !== step) return;
    this.steps.length = last + 1;
    this.seen.length = last + 1;
  }

  #observe(observation: string): void {
    this.steps.push(observation);
    this.seen.push([]);
  }

  #heard(text: string): string {
    if (this.#answer !== null && this.steps.at(-1) === 'trivia_ask_question') {
      if (wordsOf(this.#answer).some((word) => wordsOf(text).includes(word))) return '?correct';
      return PASSED.test(text) ? '?noanswer' : '?incorrect';
    }
    if (this.#labels.has('info_missing') && FORGOT.test(text)) {
      return this.steps.includes('?info_missing')
        ? this.#labels.observation('info_missing2', 'info_missing')
        : '?info_missing';
    }
    const [yes, no] = [text.search(YES), text.search(NO)];
    if (!this.#asked || yes === no) return '?said';
    const agrees = no === -1 || (yes !== -1 && yes < no);
    return agrees ? this.#labels.observation('yes', 'said') : this.#labels.observation('no', 'done', 'said');
  }
}

function tokensOf(text: string): string[] {
  const found = wordsOf(text);
  return [...found.map((word) => `w:${word}`), ...found.map((word, i) => `p:${found[i - 1] ?? '^'} ${word}`)];
}
