/**
 * The only reader of the environment. All mistakes are told at once, each with what was expected.
 *
 * A secret may come as `NAME` or as the path of a file in `NAME_FILE`. The key that signs visitors' tokens and
 * sessions is made on first start, in the data folder, readable by its owner only.
 */
import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { MailSettings } from './mail/mailer.ts';
import { StartError } from './start-error.ts';

const url = (protocols: RegExp) => z.url({ protocol: protocols });

const variables = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  UNDERSTUDY_DATA: z.string().min(1).default('./data'),
  UNDERSTUDY_URL: url(/^https?$/).optional(),
  DATABASE_URL: url(/^postgres(ql)?$/).optional(),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  /** Behind a reverse proxy: believe its X-Forwarded-For. */
  UNDERSTUDY_TRUST_PROXY: z.stringbool().default(false),
  UNDERSTUDY_SECRET_KEY: z.string().min(32, { error: 'expected at least 32 characters' }).optional(),
  UNDERSTUDY_SMTP_URL: url(/^smtps?$/).optional(),
  /** The address that e-mail comes from. */
  UNDERSTUDY_MAIL_FROM: z.email().max(200).optional(),
  /** Whether webhooks may go to private addresses, such as those of this network. */
  UNDERSTUDY_WEBHOOKS_TO_PRIVATE: z.stringbool().default(false),
  UNDERSTUDY_ENCODER_URL: url(/^https?$/).optional(),
  UNDERSTUDY_ENCODER_MODEL: z.string().min(1).optional(),
  UNDERSTUDY_ENCODER_KEY: z.string().min(1).optional(),
  UNDERSTUDY_ENCODER_DIMENSIONS: z.coerce.number().int().multipleOf(16).min(16).max(8_192).optional(),
  UNDERSTUDY_ENCODER_WORKERS: z.coerce.number().int().min(1).max(16).default(2),
});

const SECRETS = [
  'DATABASE_URL',
  'UNDERSTUDY_SECRET_KEY',
  'UNDERSTUDY_ENCODER_KEY',
  'UNDERSTUDY_SMTP_URL',
] as const;

export interface Env {
  readonly port: number;
  readonly host: string;
  readonly data_dir: string;
  readonly database_url: string | null;
  /** Where browsers find this server; null: take what the request says. */
  readonly public_url: string | null;
  readonly trust_proxy: boolean;
  readonly log_level: string;
  readonly secret_key: string;
  /** Null: no e-mail is sent. */
  readonly mail: MailSettings | null;
  /** Whether webhooks may go to private addresses. */
  readonly webhooks_to_private: boolean;
  readonly encoder: {
    /** Threads of the built-in one. */
    readonly workers: number;
    /** Null: the built-in one. */
    readonly service: EncoderService | null;
  };
}
export interface EncoderService {
  /** Up to and including `/v1`. */
  readonly url: string;
  readonly model: string;
  readonly key: string | null;
  /** Length of the vectors that the model gives; a multiple of 16. */
  readonly dimensions: number;
}

/**
 * Reads and checks the environment; makes the data folder and the secret key where they are missing.
 *
 * @throws StartError `env-invalid`, naming every variable that is wrong
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const problems: string[] = [];
  const given = withFiles(source, problems);
  const parsed = variables.safeParse(given);
  problems.push(...incompleteService(given), ...incompleteMail(given));
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  if (problems.length > 0 || !parsed.success) throw new StartError('env-invalid', problems.join('; '));
  const values = parsed.data;
  const data_dir = resolve(values.UNDERSTUDY_DATA);
  makeFolder(data_dir);
  return {
    port: values.PORT,
    host: values.HOST,
    data_dir,
    database_url: values.DATABASE_URL ?? null,
    public_url: values.UNDERSTUDY_URL?.replace(/\/+$/, '') ?? null,
    trust_proxy: values.UNDERSTUDY_TRUST_PROXY,
    log_level: values.LOG_LEVEL,
    secret_key: values.UNDERSTUDY_SECRET_KEY ?? secretKeyOf(data_dir),
    mail: mailSettings(values),
    webhooks_to_private: values.UNDERSTUDY_WEBHOOKS_TO_PRIVATE,
    encoder: {
      workers: values.UNDERSTUDY_ENCODER_WORKERS,
      service: encoderService(values),
    },
  };
}

const SERVICE = [
  'UNDERSTUDY_ENCODER_URL',
  'UNDERSTUDY_ENCODER_MODEL',
  'UNDERSTUDY_ENCODER_DIMENSIONS',
] as const;

/** An encoder behind HTTP needs all three, or none of them is set. */
function incompleteService(values: Readonly<Partial<Record<string, unknown>>>): string[] {
  if (SERVICE.every((name) => values[name] === undefined)) return [];
  return SERVICE.filter((name) => values[name] === undefined).map(
    (name) =>
      `${name}: expected with the other settings of an encoder (${SERVICE.join(', ')}), found nothing`,
  );
}

const MAIL = ['UNDERSTUDY_SMTP_URL', 'UNDERSTUDY_MAIL_FROM'] as const;

/** Both or none; and links in an e-mail need the address of this server. */
function incompleteMail(values: Readonly<Partial<Record<string, unknown>>>): string[] {
  if (MAIL.every((name) => values[name] === undefined)) return [];
  return [...MAIL, 'UNDERSTUDY_URL']
    .filter((name) => values[name] === undefined)
    .map((name) => `${name}: expected with the other settings of e-mail (${MAIL.join(', ')}), found nothing`);
}

function mailSettings({
  UNDERSTUDY_SMTP_URL: smtp_url,
  UNDERSTUDY_MAIL_FROM: from,
}: z.infer<typeof variables>) {
  return smtp_url === undefined || from === undefined ? null : { url: smtp_url, from };
}

function encoderService(values: z.infer<typeof variables>): EncoderService | null {
  const { UNDERSTUDY_ENCODER_URL: url, UNDERSTUDY_ENCODER_MODEL: model } = values;
  const dimensions = values.UNDERSTUDY_ENCODER_DIMENSIONS;
  if (url === undefined || model === undefined || dimensions === undefined) return null;
  return { url, model, dimensions, key: values.UNDERSTUDY_ENCODER_KEY ?? null };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError('data-not-writable', `expected a folder that can be written at ${folder}: ${code}`);
  }
}

/** Where the database is: a server by its URL, or a folder of this machine. */
export function databaseOptions({ database_url, data_dir }: Env) {
  return database_url === null ? { folder: join(data_dir, 'database') } : { url: database_url };
}

/** Replaces `NAME_FILE` by the content of that file; an empty variable counts as absent. */
function withFiles(source: Readonly<Record<string, string | undefined>>, problems: string[]) {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) if (value) values[name] = value;
  for (const name of SECRETS) {
    const path = values[`${name}_FILE`];
    if (path === undefined) continue;
    try {
      values[name] = readFileSync(path, 'utf8').trim();
    } catch {
      problems.push(`${name}_FILE: expected a readable file, found none at ${path}`);
    }
  }
  return values;
}

function secretKeyOf(data_dir: string): string {
  const path = join(data_dir, 'secret-key');
  try {
    // `wx` fails where the file exists, so that two starts at once end with one key.
    writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path, 'utf8').trim();
}
