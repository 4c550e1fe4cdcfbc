/**
 * The composition root: everything is made here, started in one order and stopped in the reverse one.
 *
 * Ready within seconds on an existing database: models fold in the background, and questions that come earlier
 * wait as jobs. Throws `StartError` with a stable code where it cannot start.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SNAPSHOT_FORMAT } from '@understudy/engine/snapshot-format';
import { openEncoder, type RunningEncoder } from './encoder/index.ts';
import { countRegularly } from './count-regularly.ts';
import type { Env } from './env.ts';
import { type Loading, watchHealth } from './flow/watch-health.ts';
import { hashToken, isSetUp } from './http/handlers/session.ts';
import { createPeople } from './http/people.ts';
import { createHttp } from './http/server.ts';
import { StreamHub } from './http/stream-hub.ts';
import { createRecordingTokens } from './http/recording-token.ts';
import { createVisitorTokens } from './http/visitor-token.ts';
import { openJobs } from './jobs/pg-boss-jobs.ts';
import { Libraries } from './libraries.ts';
import { createLog, type Logger } from './log.ts';
import { createMailer } from './mail/mailer.ts';
import type { MailPorts } from './mail/ports.ts';
import { createStopTokens } from './mail/stop-token.ts';
import { ModelHost } from './models/model-host.ts';
import { createSeals } from './sealed.ts';
import { asStartError, StartError } from './start-error.ts';
import { type Database, issueSetupToken, listWorkspaces } from './store/index.ts';
import { VERSION } from './version.ts';
import { createWebhookPoster } from './webhook/post-webhook.ts';
import { workJobs } from './work-jobs.ts';
import { templateWriter } from './writer/template-writer.ts';

const TURN_WINDOW_MS = 700;
const AUDIT_UNDO_MS = 10_000;
const COUNT_EVERY_MS = 10_000;
const packages = fileURLToPath(new URL('../../', import.meta.url));

export interface StartOptions {
  readonly env: Env;
  /** Lines for a person: the set-up link, the demo page. */
  readonly say: (line: string) => void;
  /** Open already, with its schema up to date. */
  readonly database: Database;
  /** False unless said otherwise: who opened it closes it. */
  readonly closes_database?: boolean;
  readonly turn_window_ms?: number;
  readonly audit_undo_ms?: number;
  readonly count_every_ms?: number;
  readonly requests_per_minute?: number;
}

export interface RunningServer {
  readonly url: string;
  /** Of the owner, for programs on this machine; good until the server stops. */
  readonly token: string;
  /** Null where an owner exists. */
  readonly setup_url: string | null;
  /** Resolves when it has stopped, whoever stopped it. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

interface Stop {
  readonly what: string;
  readonly run: () => Promise<unknown>;
}

export async function startServer(options: StartOptions): Promise<RunningServer> {
  const stops: Stop[] = [];
  const log = createLog(options.env.log_level);
  const closed = Promise.withResolvers<void>();
  let stopping: Promise<void> | null = null;
  const close = () => (stopping ??= stopAll(stops, log).finally(closed.resolve));
  try {
    return { ...(await start(options, log, stops)), closed: closed.promise, close };
  } catch (error) {
    await close();
    throw asStartError(error);
  }
}

/** What was started last stops first; what does not stop keeps nobody else from stopping. */
async function stopAll(stops: readonly Stop[], log: Logger): Promise<void> {
  for (const stop of stops.toReversed()) {
    await stop.run().catch((error: unknown) => log.error({ err: error, what: stop.what }, 'stop failed'));
  }
}

async function start(options: StartOptions, log: Logger, stops: Stop[]) {
  const { env } = options;
  const onStop = (what: string, run: () => Promise<unknown>) => stops.push({ what, run });

  const { database } = options;
  if (options.closes_database) onStop('database', () => database.close());
  const encoder = openEncoder(env.encoder);
  onStop('encoder', () => encoder.close());
  await requirePinnedEncoder(database, encoder.id);
  const models = new ModelHost({ database, encoder, format: String(SNAPSHOT_FORMAT), log });
  await models.start();
  onStop('models', () => models.stop());
  const jobs = openJobs(database, { onError: (error) => log.warn({ err: error }, 'job failed') });
  onStop('jobs', () => jobs.stop());
  const hub = new StreamHub(database, log);
  const starting = Promise.all([hub.start(), jobs.start(), setupToken(database)]);
  starting.catch(() => undefined); // told below
  const local_token = randomBytes(32).toString('base64url');
  const base_url = env.public_url ?? `http://${hostOf(env)}:${env.port}`;
  const people = createPeople({ database: database.db, secret_key: env.secret_key, base_url });
  await people.prepare();
  const parts = {
    database,
    jobs,
    models,
    encoder,
    people,
    log,
    local_token,
    writer: templateWriter,
    libraries: new Libraries(database),
    now_ms: Date.now,
    turn_window_ms: options.turn_window_ms ?? TURN_WINDOW_MS,
    audit_undo_ms: options.audit_undo_ms ?? AUDIT_UNDO_MS,
    data_dir: env.data_dir,
    sample_dir: join(packages, 'server/sample-desk'),
    visitors: createVisitorTokens(env.secret_key),
    seals: createSeals(env.secret_key),
    recordings: createRecordingTokens(env.secret_key),
    public_url: env.public_url,
    mail: mailPorts(env),
    postWebhook: createWebhookPoster({ allows_private: env.webhooks_to_private }),
    version: VERSION,
  };
  const loading: Loading = { jobs: false, models: false, encoder: 'loading' };
  const app = await createHttp({
    parts,
    hub,
    log,
    version: VERSION,
    trust_proxy: env.trust_proxy,
    requests_per_minute: options.requests_per_minute ?? 600,
    readiness: () => watchHealth(database, loading),
    folders: {
      console: join(packages, 'console/dist'),
      widget: join(packages, 'widget/dist'),
      demo: join(packages, 'widget/demo'),
    },
  });
  const [, , setup_token] = await starting;
  await app.listen({ port: env.port, host: env.host });
  onStop('http', () => app.close());
  // Open streams would keep the HTTP server from closing.
  onStop('streams', () => hub.stop());
  const [address] = app.addresses();
  const port = typeof address === 'object' ? address.port : env.port;
  const local_url = `http://${hostOf(env)}:${port}`;
  const url = env.public_url ?? local_url;
  await writeServerFile(env.data_dir, { url: local_url, local_token });
  onStop('server.json', () => rm(join(env.data_dir, 'server.json'), { force: true }));
  encoder.ready.then(
    () => (loading.encoder = 'ok'),
    (error: unknown) => {
      loading.encoder = 'away';
      log.error({ err: error }, 'the encoder did not load; questions are decided on words alone');
    },
  );
  const setup_url = setup_token === null ? null : `${url}/setup?token=${setup_token}`;
  announce(options.say, url, setup_url);
  const warming = warmUp(parts, loading).catch((error: unknown) =>
    log.error({ err: error }, 'warm-up failed'),
  );
  onStop('warm-up', () => warming);
  onStop('counting', countRegularly(parts, options.count_every_ms ?? COUNT_EVERY_MS));
  return { url, token: local_token, setup_url };
}

function mailPorts({ mail, public_url, secret_key }: Env): MailPorts['mail'] {
  if (mail === null || public_url === null) return null;
  return { mailer: createMailer(mail), stops: createStopTokens(secret_key), public_url };
}

/** Takes up work, then folds the models; not beside the encoder's loading, which keeps the node from being ready. */
async function warmUp(
  parts: Parameters<typeof workJobs>[0] & { readonly encoder: RunningEncoder },
  loading: Loading,
): Promise<void> {
  await workJobs(parts);
  loading.jobs = true;
  await parts.encoder.ready.catch(() => undefined); // told by the log
  const workspaces = await parts.database.asSystem((tx) => listWorkspaces(tx));
  for (const { id } of workspaces) await parts.models.catchUp(id);
  loading.models = true;
}

/** Vectors of two encoders cannot be compared: a workspace keeps the one that it began with. */
async function requirePinnedEncoder(database: Database, encoder_id: string): Promise<void> {
  const workspaces = await database.asSystem((tx) => listWorkspaces(tx));
  const other = workspaces.find((row) => row.encoder_id !== null && row.encoder_id !== encoder_id);
  if (other === undefined) return;
  throw new StartError(
    'encoder-changed',
    `expected ${other.encoder_id}, found ${encoder_id}; set UNDERSTUDY_ENCODER_* as before, or export, and import into a new data folder`,
  );
}

function hostOf({ host }: Env): string {
  return host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
}

/** The CLI of this machine reads where the server is, and how to prove that it may read the data folder. */
async function writeServerFile(
  data_dir: string,
  { url, local_token }: { url: string; local_token: string },
): Promise<void> {
  const file = join(data_dir, 'server.json');
  if (existsSync(file)) await rm(file);
  const content = JSON.stringify({ url, pid: process.pid, token: local_token });
  await writeFile(file, content, { mode: 0o600 });
}

/** A new one on each start until an owner exists; only the newest is good. */
async function setupToken(database: Database): Promise<string | null> {
  if (await isSetUp(database)) return null;
  const token = randomBytes(24).toString('base64url');
  await database.asSystem((tx) => issueSetupToken(tx, hashToken(token)));
  return token;
}

function announce(say: (line: string) => void, url: string, setup_url: string | null): void {
  say(`Understudy ${VERSION} listens on ${url}`);
  if (setup_url !== null) say(`Set it up, once, at ${setup_url}`);
  else say(`The widget on a page: ${url}/demo`);
}
