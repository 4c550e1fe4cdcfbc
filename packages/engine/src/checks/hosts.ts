/**
 * Links in texts, and the names of the machines behind them: where a link goes, and who owns that place.
 *
 * By hand, because the engine has no `URL`. The owner is the last two labels of a name, three below `co.uk` and its
 * like; where many rent rooms in one house (`zendesk.com`, `github.io`), the whole name. Cost O(length).
 *
 * @example ownerOf('help.larkfold.example') // 'larkfold.example'
 */
export interface FoundLink {
  readonly link: string;
  readonly host: string;
  readonly path: string;
  /** What stands before an @ in front of the name, which is not the name; null where nothing does. */
  readonly user: string | null;
  /** The words that carry the link, in markup; null where it stands by itself. */
  readonly label: string | null;
  /** A name without scheme, path or markup, as of a mail server: it is named, and nobody can click it. */
  readonly is_bare: boolean;
}

const WITH_SCHEME = /\b(?:https?|hxxps?|ftp):\/{1,3}[^\s<>"'`|\\^{}]+/giu;
const MARKED =
  /\[([^\]\n]{1,200})\]\(\s?<?([^\s)>]{3,500})>?[^)\n]{0,100}\)|<a\b[^>]{0,200}?href\s?=\s?["']?([^\s"'>]{3,500})[^>]{0,200}>([^<]{1,200})</giu;
/** A name without a scheme; its last label must be one under which names are sold, or a code of a country. */
const BARE =
  /(?<![\p{L}\p{N}@/.:_-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,6}(?:com|net|org|io|co|info|biz|app|dev|xyz|top|site|online|shop|store|support|help|cloud|live|click|link|page|example|test|eu|uk|de|at|ch|fr|es|it|nl|be|pt|br|pl|cz|ru|ua|cn|jp|kr|in|us|ca|au|nz|ie|se|no|dk|fi|me|tv|cc|to|ly|gl|ai|gd|su|tk|ml|xn--[a-z0-9]{2,30})(?:\/[^\s<>"'`|\\^{})]{0,300})?(?![\p{L}\p{N}-]|\.\p{L})/giu;
const SPLIT = /^(?:[a-z]{3,6}:)?\/{0,3}(?:([^/?#@\s]{0,200})@)?(\[[0-9a-f:.]+\]|[^/?#:\s]+)(?::\d*)?(.*)$/iu;
const SECOND_LEVEL = /^(co|com|org|net|ac|gov|edu|or|ne|go)$/u;
const HOUSES =
  /(^|\.)(zendesk\.com|freshdesk\.com|intercom\.help|helpscoutdocs\.com|github\.io|gitlab\.io|netlify\.app|vercel\.app|pages\.dev|workers\.dev|web\.app|firebaseapp\.com|herokuapp\.com|onrender\.com|sharepoint\.com|google\.com|notion\.site|blogspot\.com|wordpress\.com|wixsite\.com|weebly\.com|webflow\.io|amazonaws\.com|azurewebsites\.net|windows\.net|typeform\.com|jotform\.com|forms\.office\.com)$/u;

/** `help dot example`, `help[.]example`: written so that no detector sees a name. */
const SPELT_DOT =
  /(?<=[\p{L}\p{N}])\s?(?:[([{]\s?(?:\.|dot|punkt|punto|point|ponto|punt)\s?[)\]}]|\s(?:dot|punkt|punto|ponto|punt)\s(?=(?:com|net|org|io|co|info|app|dev|example|test|de|fr|es|it|nl|pt|eu|uk)\b))\s?/giu;

/** What redaction leaves of a bare address. */
export const CUT_ADDRESS = '[ip]';

const COMMON_LABELS =
  /^(www\d?|mail|e?mails?|webmail|imap|smtp|pop3?|support|help|docs?|sites?|forms?|forum|community|status|blog|api|app|apps|cdn|static|login|accounts?|shop|store|drive|sheets|calendar|addons|services?|secure|portal|wiki|news|download|downloads|co|com|org|net)$/u;

export function linksIn(given: string): readonly FoundLink[] {
  const text = given.replace(SPELT_DOT, '.');
  const marked = [...text.matchAll(MARKED)].flatMap(([, words, target, href, inner]) =>
    linkOf(target ?? href ?? '', words ?? inner ?? null),
  );
  const rest = text.replace(MARKED, ' ');
  const full = [...rest.matchAll(WITH_SCHEME)].flatMap(([link]) => linkOf(link, null));
  const bare = [...rest.replace(WITH_SCHEME, ' ').matchAll(BARE)].flatMap(([link]) => linkOf(link, null));
  return [...marked, ...full, ...bare];
}

export function linkOf(given: string, label: string | null): readonly FoundLink[] {
  const link = given.replace(/[.,;:!?)\]…]+$/u, '');
  const [, user, name, path] = SPLIT.exec(link) ?? [];
  if (
    name === undefined ||
    !(name === CUT_ADDRESS || /[.:\d]/u.test(name)) ||
    /^(mailto|tel|javascript|data):/iu.test(link)
  )
    return [];
  const host = name
    .toLowerCase()
    .replace(/^www\./u, '')
    .replace(/\.$/u, '');
  const is_bare = label === null && !link.includes('/');
  return [{ link, host, path: path ?? '', user: user ?? null, label, is_bare }];
}

export function ownerOf(host: string): string {
  if (HOUSES.test(host)) return host;
  const labels = host.split('.');
  const size = SECOND_LEVEL.test(labels.at(-2) ?? '') && (labels.at(-1) ?? '').length === 2 ? 3 : 2;
  return labels.slice(-size).join('.');
}

/** The label that carries the name: `larkfold` of `larkfold.co.uk`; empty where it is a word of everybody's. */
export function brandOf(host: string): string {
  const brand = ownerOf(host).split('.')[0] ?? '';
  return COMMON_LABELS.test(brand) ? '' : brand;
}

/** Labels that a name is chosen by: without its ending, and without the house that it is a room of. */
export const chosenLabels = (host: string): readonly string[] =>
  (HOUSES.test(host) ? host.replace(HOUSES, '') : host.replace(/\.[^.]+$/u, ''))
    .split('.')
    .filter((label) => label !== '' && !COMMON_LABELS.test(label));

/**
 * Hosts that the team links in what it may say: of resolutions that a person let through, so that a link that waits
 * for one makes itself no friend.
 */
export function teamHosts(
  resolutions: Iterable<{ readonly text: string; readonly links: readonly string[]; readonly stage: string }>,
): ReadonlySet<string> {
  const hosts = new Set<string>();
  for (const { text, links, stage } of resolutions) {
    if (stage !== 'suggest' && stage !== 'auto') continue;
    for (const { host } of [...linksIn(text), ...links.flatMap((link) => linkOf(link, null))])
      hosts.add(host);
  }
  return hosts;
}
