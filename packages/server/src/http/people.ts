/**
 * People's sign-in: better-auth keeps users, password hashes (scrypt) and sessions in the schema `auth`.
 *
 * Its own HTTP handler is not mounted: sign-up stays impossible from outside, and the contract's endpoints are
 * the only way in.
 */
import { hkdfSync } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { ProblemError } from './problem.ts';

const SESSION_S = 14 * 24 * 3600;

export interface People {
  /** Makes the tables where they are missing. */
  prepare(): Promise<void>;
  /** Creates a user with a password and returns its id. @throws ProblemError `conflict` for a known address */
  create(person: { name: string; email: string; password: string }): Promise<string>;
  /** Signs in; the cookies are to be set. @throws ProblemError `unauthenticated` */
  signIn(credentials: { email: string; password: string }): Promise<{ user_id: string; cookies: string[] }>;
  /** The user of these cookies, or null. */
  userOf(cookie: string): Promise<string | null>;
  signOut(cookie: string): Promise<string[]>;
  /** Ends all sessions of a user, wherever they are. */
  signOutEverywhere(user_id: string): Promise<void>;
}

export interface PeopleOptions {
  /** A kysely over the database, as the role that may use the schema `auth`. */
  readonly database: object;
  readonly secret_key: string;
  readonly base_url: string;
}

export function createPeople(options: PeopleOptions): People {
  const auth = betterAuth({
    // The library wants a Kysely of any tables; the store's is of its own.
    database: { db: options.database as never, type: 'postgres', schemaName: 'auth' },
    secret: Buffer.from(hkdfSync('sha256', options.secret_key, '', 'understudy/session/1', 32)).toString(
      'hex',
    ),
    baseURL: options.base_url,
    basePath: '/auth',
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 200, autoSignIn: false },
    session: { expiresIn: SESSION_S, updateAge: 24 * 3600 },
    advanced: {
      cookiePrefix: 'understudy',
      useSecureCookies: options.base_url.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
    },
    // The server limits the rate itself, for every endpoint in the same way.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
  return {
    async prepare() {
      const { runMigrations } = await getMigrations(auth.options);
      await runMigrations();
    },
    async create(person) {
      try {
        const { user } = await auth.api.signUpEmail({ body: person });
        return user.id;
      } catch (error) {
        throw isApiError(error)
          ? new ProblemError('conflict', 'A person with this address exists already.')
          : error;
      }
    },
    async signIn(body) {
      try {
        const { headers, response } = await auth.api.signInEmail({ body, returnHeaders: true });
        return { user_id: response.user.id, cookies: headers.getSetCookie() };
      } catch (error) {
        // One answer for a wrong password and for an unknown address.
        throw isApiError(error) ? new ProblemError('unauthenticated', 'Wrong address or password.') : error;
      }
    },
    async userOf(cookie) {
      const session = await auth.api.getSession({ headers: new Headers({ cookie }) });
      return session?.user.id ?? null;
    },
    async signOut(cookie) {
      const { headers } = await auth.api.signOut({ headers: new Headers({ cookie }), returnHeaders: true });
      return headers.getSetCookie();
    },
    async signOutEverywhere(user_id) {
      const { internalAdapter } = await auth.$context;
      await internalAdapter.deleteUserSessions(user_id);
    },
  };
}

function isApiError(error: unknown): boolean {
  return error instanceof Error && error.name === 'APIError';
}
