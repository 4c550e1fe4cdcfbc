/**
 * Links that pretend: to the team's own place, to another name than they show, or to nowhere that can be told.
 *
 * Against the hosts that the team links: one letter off, a digit for a letter, the team's name inside another one's,
 * another alphabet or punycode, a name before an @, a bare address of a machine, a redirect through a known host, words
 * that name another host than the link's: blocked. A shortener, a download of a program, and a place that the team has
 * never linked: doubted. Where no host is known yet, only what pretends by its form is found.
 *
 * Cost O(links × known hosts × length of a name).
 *
 * @example links({ …, answer: { …, text: 'See https://he1p.larkfold.example' } }, known).verdict // 'block'
 */
import type { Check, CheckedLesson } from './checked-lesson.ts';
import { block, doubt, findingOf, type Objection } from './finding.ts';
import { fold } from './fold.ts';
import { brandOf, chosenLabels, CUT_ADDRESS, type FoundLink, linkOf, linksIn, ownerOf } from './hosts.ts';

const SHORTENER =
  /^(bit\.ly|bitly\.com|t\.co|tinyurl\.com|goo\.gl|ow\.ly|is\.gd|v\.gd|buff\.ly|rb\.gy|cutt\.ly|rebrand\.ly|shorturl\.at|t\.ly|lnkd\.in|tiny\.cc|s\.id|qr\.ae|adf\.ly|bl\.ink|short\.io|shorte\.st|wa\.me|t\.me)$/u;
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|\d{8,10}|0x[0-9a-f]{8}|\[[0-9a-f:.]+\]|0\d+(\.\d+){3})$/iu;
const PROGRAM = /\.(exe|msi|scr|bat|cmd|ps1|vbs|jar|apk|dmg|pkg|iso|hta|lnk|docm|xlsm)(?:$|[?#])/iu;
const INNER = /(?:https?:)?(?:\/|%2f){2}([\p{L}\p{N}.-]+\.[\p{L}]{2,24})/giu;
/** Brands shorter than this are near to too many words. */
const MIN_BRAND = 6;
/** From this length two letters may differ, below it one. */
const LONG_BRAND = 8;

export const links: Check = (lesson, { hosts }) => {
  const found = linksOf(lesson);
  const team = found.length === 0 ? [] : [...hosts].map(placeOf);
  return findingOf(
    'links',
    found.flatMap((link) => objections(link, team)),
    found.length === 0 ? 'It has no links.' : 'Its links go where the team’s links go.',
  );
};

interface Place {
  readonly host: string;
  readonly owner: string;
  /** What an eye in a hurry sees of its name; empty where the name is too short or too common to be imitated. */
  readonly shape: string;
}

function placeOf(host: string): Place {
  const brand = brandOf(host);
  return { host, owner: ownerOf(host), shape: brand.length < MIN_BRAND ? '' : shapeOf(brand) };
}

function linksOf({ answer }: CheckedLesson): readonly FoundLink[] {
  if (answer === null) return [];
  const listed = answer.links.flatMap((link) => linkOf(link, null));
  return [...linksIn([answer.title, answer.text, ...answer.steps].join('\n')), ...listed];
}

function objections(found: FoundLink, team: readonly Place[]): Objection[] {
  const { link, host, path, user, is_bare } = found;
  const against: Objection[] = [...wordsAgainst(found)];
  if (user !== null) against.push(block('A name before an @ hides where a link goes.', link));
  if (ADDRESS.test(host) || host === CUT_ADDRESS)
    against.push(block('A link goes to a bare address of a machine.', link));
  if (/(^|\.)xn--/u.test(host) || /[^\p{ASCII}]/u.test(host))
    against.push(block('The name of a link’s host is in letters that can be mistaken.', link));
  if (PROGRAM.test(path)) against.push(doubt('A link loads a program.', link));
  const onward = innerHosts(path).filter(
    (inner) => !isKnown(inner, team) && ownerOf(inner) !== ownerOf(host),
  );
  if (onward.length > 0) against.push(block('A link sends people on to another place.', link));
  if (isKnown(host, team)) return against;
  const meant = team.find(({ shape }) => shape !== '' && imitates(host, shape));
  if (meant !== undefined)
    against.push(block(`A link looks like ${meant.host}, and is another place.`, link));
  else if (SHORTENER.test(host)) against.push(doubt('A shortened link hides where it goes.', link));
  else if (team.length > 0 && !is_bare) against.push(doubt('The team has never linked that place.', link));
  return against;
}

/** Words that are a link themselves must be the link's. */
function wordsAgainst({ label, link, host }: FoundLink): Objection[] {
  if (label === null) return [];
  const named = linksIn(label).find((shown) => ownerOf(shown.host) !== ownerOf(host));
  return named === undefined ? [] : [block(`A link shows ${named.host} and goes elsewhere.`, link)];
}

const isKnown = (host: string, team: readonly Place[]): boolean =>
  team.some((known) => known.host === host || known.owner === ownerOf(host));

function innerHosts(path: string): readonly string[] {
  return [...path.matchAll(INNER)].map(([, host]) => (host ?? '').toLowerCase());
}

function imitates(host: string, shape: string): boolean {
  const labels = chosenLabels(host);
  if (labels.some((label) => shapeOf(label).includes(shape))) return true;
  const most = shape.length >= LONG_BRAND ? 2 : 1;
  return labels.some((label) =>
    [label, ...label.split('-')].some((part) => distance(shapeOf(part), shape) <= most),
  );
}

/** What an eye in a hurry sees. */
function shapeOf(label: string): string {
  return fold(label)
    .replace(/rn/gu, 'm')
    .replace(/vv/gu, 'w')
    .replace(/[0-9]/gu, (digit) => 'oizeasgtbg'.charAt(Number(digit)))
    .replace(/[il|]/gu, 'l')
    .replace(/-/gu, '');
}

/** Letters to change, add, leave out or swap with their neighbour (Damerau, restricted). */
function distance(a: string, b: string): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, older[j - 2] + 1);
      row.push(least);
    }
    older = old;
    old = row;
  }
  return old[b.length];
}
