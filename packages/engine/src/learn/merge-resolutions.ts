/**
 * The library of resolutions: near-duplicate replies and replies to the same article become one resolution.
 *
 * Which one: the first article that a reply links names it (one resolution per article); else a near-duplicate
 * text (`near-duplicates.ts`); else a new one. Its text is the most recent good reply: a stronger or equally
 * strong, newer text that is not much thinner replaces it and counts as a version. Ids are hashes of what made
 * the resolution, and a source that is known already changes nothing, so a re-import changes nothing.
 *
 * Incremental, O(proposals) per candidate, no clock, no randomness. Limits: 100 sources are kept per resolution,
 * the newest; stakes only rise here (people lower them).
 *
 * @example
 * const library = new ResolutionLibrary();
 * const { resolution, isNew } = library.add(candidate); library.add(candidate).isNew // false
 */
import type { Resolution, ResolutionSource } from '../domain.ts';
import { dearerStakes } from './guess-stakes.ts';
import { initialStage } from './lifecycle.ts';
import { articleKey, MAX_LINKS, titleOfArticleKey } from './links.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { stableHash } from './stable-hash.ts';
import { type ResolutionCandidate, STRENGTHS, type Strength } from './thread.ts';
import { countWords, plainForm } from './words.ts';

export const MAX_SOURCES = 100;
const THIN_TEXT_WORDS = 20;
const LINK_ONLY_WORDS = 8;

export interface Added {
  readonly resolution: Resolution;
  readonly isNew: boolean;
  readonly version: number;
  /** False where the candidate's sources were known already and nothing changed. */
  readonly changed: boolean;
}

interface Entry {
  resolution: Resolution;
  text_at_ms: number;
  text_strength: Strength;
}

export class ResolutionLibrary {
  readonly #entries = new Map<string, Entry>();
  readonly #byLink = new Map<string, string>();
  readonly #bySource = new Map<string, Set<string>>();
  readonly #texts = new NearDuplicates();

  /** @param known resolutions made earlier by a library, in their order; adding their sources again is a no-op. */
  constructor(known: readonly Resolution[] = []) {
    for (const resolution of known) this.#restore(resolution);
  }

  get(id: string): Resolution | null {
    return this.#entries.get(id)?.resolution ?? null;
  }

  get all(): readonly Resolution[] {
    return [...this.#entries.values()].map((entry) => entry.resolution);
  }

  add(candidate: ResolutionCandidate): Added {
    const link = linkKey(candidate);
    const known = this.#ofKnownSources(candidate, link);
    if (known !== null) return report(known.resolution, false, false);
    const entry = this.#find(candidate, link) ?? this.#entries.get(idOf(candidate, link)) ?? null;
    if (entry === null) return report(this.#create(candidate, link), true, true);
    const before = entry.resolution;
    this.#extend(entry, candidate, link);
    return report(entry.resolution, false, !isSame(before, entry.resolution));
  }

  /** One reply may answer by several articles: then it is known only under the same link. */
  #ofKnownSources(candidate: ResolutionCandidate, link: string | null): Entry | null {
    const [first, ...rest] = candidate.sources.map((source) => this.#bySource.get(sourceKey(source)));
    const named = link === null ? null : (this.#byLink.get(link) ?? idOf(candidate, link));
    for (const id of first ?? []) {
      if (named !== null && named !== id) continue;
      if (rest.every((ids) => ids?.has(id))) return this.#entries.get(id) ?? null;
    }
    return null;
  }

  #find(candidate: ResolutionCandidate, link: string | null): Entry | null {
    const linked = link === null ? undefined : this.#byLink.get(link);
    const id = linked ?? (link === null ? this.#texts.find(candidate.text)?.id : undefined);
    return id === undefined ? null : (this.#entries.get(id) ?? null);
  }

  #create(candidate: ResolutionCandidate, link: string | null): Resolution {
    const id = idOf(candidate, link);
    const resolution: Resolution = {
      id,
      title: titleOf(candidate, link),
      text: candidate.text,
      links: candidate.links,
      stakes: candidate.stakes,
      stage: initialStage('import'),
      version: 1,
      sources: newestSources([...articleSource(link), ...candidate.sources]),
    };
    this.#entries.set(id, {
      resolution,
      text_at_ms: candidate.at_ms ?? 0,
      text_strength: candidate.strength,
    });
    this.#index(resolution, candidate.sources, link);
    return resolution;
  }

  #extend(entry: Entry, candidate: ResolutionCandidate, link: string | null): void {
    const old = entry.resolution;
    const replaces = isBetterText(entry, candidate);
    const isNewText = replaces && plainForm(candidate.text) !== plainForm(old.text);
    entry.resolution = {
      ...old,
      text: replaces ? candidate.text : old.text,
      links: [
        ...new Set(replaces ? [...candidate.links, ...old.links] : [...old.links, ...candidate.links]),
      ].slice(0, MAX_LINKS),
      stakes: dearerStakes(old.stakes, candidate.stakes),
      version: old.version + (isNewText ? 1 : 0),
      sources: newestSources([...old.sources, ...candidate.sources]),
    };
    if (replaces) {
      entry.text_at_ms = candidate.at_ms ?? entry.text_at_ms;
      entry.text_strength = candidate.strength;
    }
    this.#index(isNewText ? entry.resolution : null, candidate.sources, link, old.id);
  }

  #index(
    newText: Resolution | null,
    sources: readonly ResolutionSource[],
    link: string | null,
    id = newText?.id,
  ): void {
    if (id === undefined) return;
    if (link !== null && !this.#byLink.has(link)) this.#byLink.set(link, id);
    for (const source of sources) {
      const key = sourceKey(source);
      this.#bySource.set(key, (this.#bySource.get(key) ?? new Set()).add(id));
    }
    // Texts that a link names are found by that link; among near-duplicates they would swallow plain replies.
    if (newText !== null && link === null) this.#texts.add(id, newText.text);
  }

  #restore(resolution: Resolution): void {
    const article = resolution.sources.find((source) => source.kind === 'article');
    const text_at_ms = Math.max(0, ...resolution.sources.map((source) => source.at_ms ?? 0));
    this.#entries.set(resolution.id, { resolution, text_at_ms, text_strength: 'accepted' });
    const link =
      article === undefined ? linkOnlyKey(resolution.text, resolution.links) : articleKey(article.id);
    // An article known only from a reply's link has no address yet; its document may still bring its text.
    const read = resolution.sources.filter((source) => source.kind !== 'article' || source.url !== null);
    this.#index(resolution, read, link ?? article?.id ?? null);
  }
}

const report = (resolution: Resolution, isNew: boolean, changed: boolean): Added => ({
  resolution,
  isNew,
  version: resolution.version,
  changed,
});

/** Hash of what made the resolution: its link, else its first words. */
const idOf = (candidate: ResolutionCandidate, link: string | null): string =>
  link === null ? `res_${stableHash(`text\n${plainForm(candidate.text)}`)}` : namedResolutionId(link);

/** Id of the resolution that an issue, an article or a link names, known or not. */
export const namedResolutionId = (name: string): string => `res_${stableHash(name)}`;

/** Versions count texts, so equal versions have equal texts but for spelling. */
function isSame(a: Resolution, b: Resolution): boolean {
  const lists = (resolution: Resolution): string =>
    [...resolution.links, ...resolution.sources.map(sourceKey)].join('\n');
  return a.version === b.version && a.text === b.text && a.stakes === b.stakes && lists(a) === lists(b);
}

const sourceKey = (source: ResolutionSource): string => `${source.kind}\n${source.id}`;

/** What names a resolution from outside its text: its article, or the one link that is all it says. */
function linkKey(candidate: ResolutionCandidate): string | null {
  return candidate.articles[0] ?? linkOnlyKey(candidate.text, candidate.links);
}

function linkOnlyKey(text: string, links: readonly string[]): string | null {
  const said = countWords(text.replace(/https?:\/\/\S+/giu, ' '));
  return links.length === 1 && said <= LINK_ONLY_WORDS ? `link:${links[0]}` : null;
}

function articleSource(link: string | null): readonly ResolutionSource[] {
  if (link === null || !link.startsWith('kb:')) return [];
  return [{ kind: 'article', id: link, url: null, author: null, at_ms: null }];
}

function titleOf(candidate: ResolutionCandidate, link: string | null): string {
  const fromArticle = link?.startsWith('kb:') === true && candidate.sources[0]?.kind === 'human-reply';
  return (fromArticle ? titleOfArticleKey(link) : null) ?? candidate.title;
}

/** Articles and workflows first, then the newest replies; each source once. */
function newestSources(sources: readonly ResolutionSource[]): readonly ResolutionSource[] {
  const once = [...new Map(sources.map((source) => [sourceKey(source), source])).values()];
  const rank = (source: ResolutionSource): number =>
    source.kind === 'human-reply' ? (source.at_ms ?? 0) : Infinity;
  const byAge = once.toSorted((a, b) => compare(rank(b), rank(a)) || compare(sourceKey(a), sourceKey(b)));
  return byAge.slice(0, MAX_SOURCES);
}

const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

function isBetterText(entry: Entry, candidate: ResolutionCandidate): boolean {
  const strength = STRENGTHS.indexOf(candidate.strength) - STRENGTHS.indexOf(entry.text_strength);
  const isNewer = (candidate.at_ms ?? 0) >= entry.text_at_ms;
  const words = countWords(candidate.text);
  const isThin = words < Math.min(THIN_TEXT_WORDS, countWords(entry.resolution.text) / 2);
  return !isThin && (strength > 0 || (strength === 0 && isNewer));
}
