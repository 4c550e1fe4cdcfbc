/**
 * Bursts among questions: of topics, of what is new, and of terms in each language. Pure but for pauses, in which the
 * process serves others.
 */
import { setImmediate } from 'node:timers/promises';
import {
  burstTerms,
  commonWords,
  type DailySeries,
  type FoundBurst,
  type IncidentKind,
  isSpecial,
  LONGEST_BURST_DAYS,
  type KeyedQuestion,
  watchKeys,
} from '@understudy/engine';
import type { IncidentKey, WatchedQuestion } from './store/index.ts';

const DAY_MS = 86_400_000;
const NOVEL = 'novel';
/** Below this share of known questions as strange, a question is new. */
const NOVEL_P = 0.05;
/** So long, days of a burst are no part of what is usual; what lasts longer is. */
const EXCLUDED_DAYS = 28;
const TEXTS_AT_ONCE = 200;

export const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
export const dayText = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

interface Family {
  readonly kind: IncidentKind;
  readonly questions: readonly KeyedQuestion[];
  readonly isWatched?: (key: string) => boolean;
}

export interface Watched {
  readonly bursts: readonly FoundBurst[];
  /** Day number of the first day. */
  readonly start: number;
  /** Counts of a burst's key by day, against all questions of its family. */
  readonly seriesOf: (burst: Pick<FoundBurst, 'key' | 'kind'>) => DailySeries;
}

export async function watchBursts(
  questions: readonly WatchedQuestion[],
  { today, known }: { readonly today: string; readonly known: readonly IncidentKey[] },
): Promise<Watched> {
  const start = Math.min(dayNumber(today), ...questions.map(({ day }) => dayNumber(day)));
  const days = dayNumber(today) - start + 1;
  const families = await familiesOf(questions, { start, days });
  const excluded = excludedDays(known, start);
  const bursts: FoundBurst[] = [];
  for (const family of families) {
    bursts.push(...watchKeys({ ...family, days, excluded: (key) => excluded.get(key) }));
    await setImmediate();
  }
  const seriesOf: Watched['seriesOf'] = ({ key, kind }) => {
    const counts = Array.from({ length: days }, () => 0);
    const exposure = Array.from({ length: days }, () => 0);
    for (const question of families.filter((each) => each.kind === kind).flatMap((each) => each.questions)) {
      exposure[question.day]++;
      if (new Set(question.keys).has(key)) counts[question.day]++;
    }
    return { counts, exposure };
  };
  return { bursts: bursts.toSorted((a, b) => a.p - b.p), start, seriesOf };
}

async function familiesOf(
  questions: readonly WatchedQuestion[],
  { start, days }: { readonly start: number; readonly days: number },
): Promise<Family[]> {
  const keyed = (question: WatchedQuestion, keys: Iterable<string>): KeyedQuestion => {
    return { id: question.id, day: dayNumber(question.day) - start, account: question.account, keys };
  };
  const topics = questions.map((each) => keyed(each, each.topic_id === null ? [] : [each.topic_id]));
  const isNew = ({ novelty_p }: WatchedQuestion) => novelty_p !== null && novelty_p < NOVEL_P;
  const news = questions.map((each) => keyed(each, isNew(each) ? [NOVEL] : []));
  const byLanguage = new Map<string, KeyedQuestion[]>();
  for (const [i, question] of questions.entries()) {
    const language = question.language ?? '';
    const own = byLanguage.get(language) ?? [];
    byLanguage.set(language, own);
    own.push(keyed(question, burstTerms(question.text)));
    if (i % TEXTS_AT_ONCE === TEXTS_AT_ONCE - 1) await setImmediate();
  }
  const terms = [...byLanguage.values()].map((own): Family => {
    const before = own.filter(({ day }) => day < days - LONGEST_BURST_DAYS);
    const common = commonWords(before.map(({ keys }) => keys));
    return { kind: 'term', questions: own, isWatched: (key) => isSpecial(key, common) };
  });
  return [{ kind: 'topic', questions: topics }, { kind: 'new-topic', questions: news }, ...terms];
}

function excludedDays(
  known: readonly IncidentKey[],
  start: number,
): ReadonlyMap<string, ReadonlySet<number>> {
  const excluded = new Map<string, Set<number>>();
  for (const { key, first_day, latest_day } of known) {
    const days = excluded.get(key) ?? new Set<number>();
    excluded.set(key, days);
    const first = dayNumber(first_day);
    const last = Math.min(dayNumber(latest_day), first + EXCLUDED_DAYS - 1);
    for (let day = first; day <= last; day++) days.add(day - start);
  }
  return excluded;
}
