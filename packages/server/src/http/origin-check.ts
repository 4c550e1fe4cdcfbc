/** Against cross-site requests: a change that comes with a cookie, or that sets one, must come from our own pages. */
import type { FastifyRequest } from 'fastify';
import { ProblemError } from './problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Browsers send `Origin` with every request that is not a GET, so a request without it comes from a program,
 * which no other site can steer.
 *
 * @throws ProblemError `forbidden`
 */
export function checkOrigin(request: FastifyRequest, public_url: string | null): void {
  if (SAFE.has(request.method)) return;
  const { origin } = request.headers;
  if (origin === undefined) {
    if (request.headers['sec-fetch-site'] === 'cross-site') throw foreign();
    return;
  }
  if (public_url !== null && origin === new URL(public_url).origin) return;
  if (hostOf(origin) === request.headers.host) return;
  throw foreign();
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

function foreign(): ProblemError {
  return new ProblemError('forbidden', 'This request came from another site.');
}
