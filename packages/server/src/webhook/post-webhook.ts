/**
 * Sends one HTTP POST to an address that a person typed in, and tells the status.
 *
 * Guarded against being pointed at what only this server can reach: whatever a name resolves to is looked at before the
 * connection is made, and that address is the one connected to. Private and reserved addresses are refused unless the
 * operator allows them; link-local ones and others where clouds keep credentials are always refused. Redirects are not
 * followed. Of the answer only the status and `Retry-After` are read. Time limit: 15 s for everything.
 */
import { lookup, type LookupAddress } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';

const LIMIT_MS = 15_000;
const MOST_ANSWER_BYTES = 64 * 1024;

export interface WebhookAnswer {
  /** Null where none came. */
  readonly status: number | null;
  /** What went wrong on the way; null where a status came. */
  readonly error: string | null;
  readonly took_ms: number;
  /** For so long the receiver asks to be left alone; null where it does not say. */
  readonly retry_after_s: number | null;
}
export type PostWebhook = (request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<WebhookAnswer>;

export interface PosterOptions {
  /** Whether private addresses may be reached. */
  readonly allows_private: boolean;
  readonly limit_ms?: number;
  /** How names are resolved; the system's own unless given. */
  readonly resolve?: typeof lookup;
}

export function createWebhookPoster(options: PosterOptions): PostWebhook {
  const { limit_ms = LIMIT_MS } = options;
  const filter = { allowPrivateIPAddress: options.allows_private };
  const plain = new RequestFilteringHttpAgent(filter);
  const secure = new RequestFilteringHttpsAgent(filter);
  const lookupAllowed = refusing(options.resolve ?? lookup);
  return async ({ url: text, headers, body }) => {
    const begun = performance.now();
    const took = () => Math.round(performance.now() - begun);
    const failed = (error: string): WebhookAnswer => {
      return { status: null, error, took_ms: took(), retry_after_s: null };
    };
    const url = new URL(text);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isNeverAllowed(host)) return failed(NEVER);
    const send = url.protocol === 'https:' ? requestSecure : requestPlain;
    return new Promise((resolve) => {
      const sent = send(url, {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        agent: url.protocol === 'https:' ? secure : plain,
        lookup: lookupAllowed,
        signal: AbortSignal.timeout(limit_ms),
      });
      // Stays: also what breaks after the status was told ends here.
      sent.on('error', (error) => resolve(failed(reasonOf(error, limit_ms))));
      // Also without an error, where the receiver would speak another protocol from there on.
      sent.on('close', () => resolve(failed('ECONNRESET')));
      sent.on('response', (answer) => {
        let bytes = 0;
        answer.on('error', () => undefined);
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MOST_ANSWER_BYTES) answer.destroy();
        });
        const retry_after_s = secondsOf(answer.headers['retry-after'], Date.now());
        resolve({ status: answer.statusCode ?? null, error: null, took_ms: took(), retry_after_s });
      });
      sent.end(body);
    });
  };
}

/** Of a `Retry-After`, in seconds or as a date; null where it is neither. */
function secondsOf(header: string | undefined, now_ms: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at_ms = Date.parse(header);
  return Number.isNaN(at_ms) ? null : Math.max(0, Math.ceil((at_ms - now_ms) / 1_000));
}

const NEVER =
  'The address is refused: it is link-local, or one where clouds keep credentials, or leads to such a one.';
const PRIVATE = 'The address is refused: it is private or reserved. The operator may allow such addresses.';

/** Link-local, where clouds answer with credentials; their other such addresses; and ranges that wrap an IPv4 address. */
const never = new BlockList();
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addAddress('100.100.100.200', 'ipv4'); // Alibaba
never.addAddress('192.0.0.192', 'ipv4'); // Oracle
never.addAddress('168.63.129.16', 'ipv4'); // Azure; not a reserved one
never.addSubnet('fe80::', 10, 'ipv6');
never.addSubnet('fd00:ec2::', 32, 'ipv6'); // Amazon
never.addAddress('fd20:ce::254', 'ipv6'); // Google
never.addSubnet('64:ff9b::', 96, 'ipv6');
never.addSubnet('64:ff9b:1::', 48, 'ipv6');
never.addSubnet('::ffff:0:0:0', 96, 'ipv6');
never.addSubnet('2002::', 16, 'ipv6');

function isNeverAllowed(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && never.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/** Names that resolve to one of these are refused; the agent looks at the same answer for the others. */
function refusing(resolve: typeof lookup): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error !== null) return done(error, []);
      if (addresses.some(({ address }) => isNeverAllowed(address)))
        return done(new RefusedAddress(NEVER), []);
      const [first] = addresses;
      if (options.all || first === undefined) return done(null, addresses);
      return done(null, first.address, first.family);
    });
  };
}

class RefusedAddress extends Error {}

function reasonOf(error: Error, limit_ms: number): string {
  if (error instanceof RefusedAddress) return error.message;
  // The agent's own words: it has no class or code of its own.
  if (error.message.includes('is not allowed. Because')) return PRIVATE;
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return `No answer within ${limit_ms / 1_000} s.`;
  const { code } = error as NodeJS.ErrnoException;
  return code ?? error.message.slice(0, 200);
}
