/**
 * Everything that is wrong with an identity token, each in one sentence that its author can act on.
 *
 * Pure: keys and time come in. A token without an error is one that this server takes. Secrets are in no sentence.
 * Limit: what depends on something that cannot be read (the claims of a broken payload) is not looked at.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { identityClaims, type IdentityFinding, MAX_IDENTITY_TOKEN_LENGTH } from '@understudy/contract';
import { timeFindings } from './identity-times.ts';

export interface KnownKey {
  readonly id: string;
  /** Null where it does not open: the server's secret key is another one than when it was made. */
  readonly secret: string | null;
  readonly retired_at: Date | null;
}
export interface Surroundings {
  readonly keys: readonly KnownKey[];
  readonly now_ms: number;
}
export interface Diagnosis {
  readonly findings: readonly IdentityFinding[];
  /** The claims as the token says them, of which nothing is believed yet; null where they cannot be read. */
  readonly claims: Readonly<Record<string, unknown>> | null;
  /** The key that the token was signed with, as far as the signature goes. */
  readonly key: KnownKey | null;
}

/** Claims that are read, and those that every token may have. */
const READ = ['sub', 'email', 'name', 'account_id', 'traits', 'iat', 'nbf', 'exp'];
const COMMON = ['iss', 'aud', 'jti'];

const error = (code: string, text: string): IdentityFinding => ({ code, level: 'error', text });
const advice = (code: string, text: string): IdentityFinding => ({ code, level: 'advice', text });

export function diagnoseIdentity(token: string, around: Surroundings): Diagnosis {
  const parts = token.split('.');
  const form = formFinding(token, parts);
  if (form !== null) return { findings: [form], claims: null, key: null };
  const [head = '', body = '', signature = ''] = parts;
  const header = readPart(head);
  const claims = readPart(body);
  if (header === null)
    return {
      findings: [error('header-unreadable', 'The first part is no JSON in base64url.')],
      claims,
      key: null,
    };
  const { key, findings: ofKey } = findKey(header, around.keys);
  const signed = { text: `${head}.${body}`, signature, keys: around.keys };
  const ofSignature = key === null || !isHs256(header) ? [] : signatureFindings(key, signed);
  const findings = [...algorithmFindings(header), ...ofKey, ...ofSignature];
  const ofClaims =
    claims === null
      ? [error('payload-unreadable', 'The second part is no JSON object in base64url.')]
      : [...timeFindings(claims, around.now_ms), ...claimFindings(claims)];
  return { findings: [...findings, ...ofClaims], claims: claims && readClaims(claims), key };
}

function formFinding(token: string, parts: readonly string[]): IdentityFinding | null {
  if (token.trim() === '') return error('empty', 'There is no token.');
  if (token.length > MAX_IDENTITY_TOKEN_LENGTH)
    return error(
      'too-long',
      `The token has ${token.length} characters, at most ${MAX_IDENTITY_TOKEN_LENGTH} are taken.`,
    );
  if (/\s/.test(token)) return error('white-space', 'There is white space in the token, or around it.');
  if (parts.length === 5)
    return error('encrypted', 'This is an encrypted token (five parts); a signed one has three.');
  if (parts.length !== 3)
    return error(
      'no-token',
      `A signed token has three parts with dots between them; this has ${parts.length}.`,
    );
  if (parts[2] === '')
    return error('unsigned', 'The token is not signed: there is nothing after its second dot.');
  if (!parts.every((part) => /^[\w-]+$/.test(part)))
    return error('no-base64url', 'There are characters in the token that base64url does not have.');
  return null;
}

function readPart(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

type Header = Readonly<Record<string, unknown>>;

const isHs256 = (header: Header) => header['alg'] === 'HS256';

function algorithmFindings(header: Header): IdentityFinding[] {
  const { alg, crit } = header;
  const found: IdentityFinding[] = [];
  if (typeof alg === 'string' && alg.toLowerCase() === 'none')
    found.push(error('alg-none', 'The header says alg none: such a token is signed by nobody.'));
  else if (!isHs256(header)) found.push(error('alg', `The header says alg ${said(alg)}, expected HS256.`));
  if (crit !== undefined)
    found.push(error('crit', 'The header has `crit`: no extension is understood here.'));
  return found;
}

function findKey(
  { kid }: Header,
  keys: readonly KnownKey[],
): { readonly key: KnownKey | null; readonly findings: readonly IdentityFinding[] } {
  const inUse = keys.filter((key) => key.retired_at === null);
  const nothing = (finding: IdentityFinding) => ({ key: null, findings: [finding] });
  if (kid === undefined) {
    const [only] = inUse;
    if (only === undefined) return nothing(error('no-key', 'This workspace has no signing key in use.'));
    if (inUse.length > 1)
      return nothing(
        error(
          'kid-missing',
          `The header has no \`kid\`, and ${inUse.length} keys are in use: ${inUse.map(({ id }) => id).join(', ')}.`,
        ),
      );
    const why = 'The header has no `kid`. It will be refused as soon as a second key is in use.';
    return { key: only, findings: [...unreadable(only), advice('kid-advised', why)] };
  }
  const key = keys.find(({ id }) => id === kid);
  if (key === undefined)
    return nothing(
      error('kid-unknown', `The header names key ${said(kid)}, which this workspace has never had.`),
    );
  if (key.retired_at === null) return { key, findings: unreadable(key) };
  const since = key.retired_at.toISOString().slice(0, 16).replace('T', ' ');
  return {
    key,
    findings: [error('key-retired', `Signed with key ${key.id}, which was retired on ${since} UTC.`)],
  };
}

const unreadable = (key: KnownKey): IdentityFinding[] =>
  key.secret === null
    ? [
        error(
          'key-unreadable',
          `The secret of key ${key.id} does not open: the server’s secret key was changed. Create a new key.`,
        ),
      ]
    : [];

interface Signed {
  readonly text: string;
  readonly signature: string;
  readonly keys: readonly KnownKey[];
}

function signatureFindings({ id, secret }: KnownKey, { text, signature, keys }: Signed): IdentityFinding[] {
  if (secret === null) return [];
  const isBy = (key: string | Buffer) => {
    const expected = createHmac('sha256', key).update(text).digest();
    const found = Buffer.from(signature, 'base64url');
    return found.length === expected.length && timingSafeEqual(found, expected);
  };
  if (isBy(secret)) return [];
  const other = keys.find((key) => key.id !== id && key.secret !== null && isBy(key.secret));
  if (other !== undefined)
    return [error('signature-other-key', `The token names key ${id} and is signed with key ${other.id}.`)];
  if (isBy(Buffer.from(secret, 'base64')))
    return [
      error(
        'signature-decoded',
        `Signed with the secret of key ${id} decoded from base64; the key is the text as it stands.`,
      ),
    ];
  return [
    error(
      'signature',
      `The signature does not match key ${id}: it was made with another secret, or the token was changed.`,
    ),
  ];
}

function claimFindings(claims: Readonly<Record<string, unknown>>): IdentityFinding[] {
  const found: IdentityFinding[] = [];
  if (claims['sub'] === undefined)
    found.push(error('sub-missing', '`sub` is missing: your own id of the person.'));
  else if (typeof claims['sub'] !== 'string')
    found.push(
      error('sub', `\`sub\` is ${said(claims['sub'])}, expected text: put it between quotation marks.`),
    );
  const parsed = identityClaims.safeParse(claims);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const [name] = path;
    if (name === 'sub' && typeof claims['sub'] !== 'string') continue;
    found.push(error('claim', `\`${path.map(String).join('.').slice(0, 80)}\`: ${message}.`));
  }
  const ignored = Object.keys(claims).filter((name) => !READ.includes(name) && !COMMON.includes(name));
  if (ignored.length > 0) {
    const names = ignored
      .slice(0, 5)
      .map((name) => `\`${name.slice(0, 50)}\``)
      .join(', ');
    found.push(
      advice('claim-ignored', `Not read: ${names}. What you want to say of the person goes into \`traits\`.`),
    );
  }
  return found;
}

const readClaims = (claims: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(READ.filter((name) => claims[name] !== undefined).map((name) => [name, claims[name]]));

/** As it stands in a sentence. */
function said(value: unknown): string {
  if (value === undefined) return 'nothing';
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')).slice(0, 50);
}
