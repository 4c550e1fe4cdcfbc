/**
 * Configuration of an engine: what is pinned for a workspace, and the settings before anybody changed them.
 */
import type { PolicySettings, Stakes, StakesRule } from './domain.ts';
import { EngineError } from './errors.ts';

/** Every phrase is looked for in every question. */
export const MAX_PHRASES = 500;
export const MAX_PHRASE_LENGTH = 80;
/** Each is looked at for every question of a topic. */
export const MAX_TOPIC_SWITCHES = 500;

/** What an ablation may leave out, one at a time, to measure what it is worth. */
export type Mechanism =
  | 'lexical'
  | 'dense'
  | 'debias'
  | 'head'
  | 'adaptation'
  | 'confusions'
  | 'learned-ranker'
  | 'learned-confidence'
  | 'novelty'
  | 'live-certificate'
  | 'audits'
  | 'glossary';

export interface EngineConfig {
  /** Id of the encoder whose vectors come in; pinned, since vectors of two encoders can't be compared. */
  readonly encoder_id: string;
  /** Length of the vectors, a multiple of 16. */
  readonly dimensions: number;
  /** Mechanisms left out; none unless something is being measured. */
  readonly without?: readonly Mechanism[];
}

export const DEFAULT_SETTINGS: PolicySettings = {
  max_error: 0.05,
  delta: 0.1,
  autonomy: 'auto',
  audit_rate: 0.15,
  draft_floor: 0.1,
  languages: [],
};

export function leavesOut({ without }: EngineConfig, mechanism: Mechanism): boolean {
  return without?.includes(mechanism) === true;
}

/** Throws `invalid-config` with what was expected and found. */
export function checkConfig(config: EngineConfig): EngineConfig {
  if (config.encoder_id === '')
    throw new EngineError('invalid-config', 'encoder_id: expected a name, found nothing');
  if (!Number.isInteger(config.dimensions) || config.dimensions <= 0 || config.dimensions % 16 !== 0) {
    throw new EngineError(
      'invalid-config',
      `dimensions: expected a multiple of 16, found ${config.dimensions}`,
    );
  }
  const { encoder_id, dimensions, without = [] } = config;
  return { encoder_id, dimensions, ...(without.length > 0 && { without: [...without].sort() }) };
}

/** What the lead accepts: how much may be wrong, and with what probability a certificate may err. */
export type Accepted = Pick<PolicySettings, 'max_error' | 'max_error_by_stakes' | 'delta'>;

/** The accepted share of wrong answers at these stakes. */
export function acceptedError(
  { max_error, max_error_by_stakes }: Omit<Accepted, 'delta'>,
  stakes: Stakes,
): number {
  return max_error_by_stakes?.[stakes] ?? max_error;
}

/** Throws `invalid-config`: a setting out of its range would make every later fit impossible. */
export function checkSettings(settings: PolicySettings): PolicySettings {
  const { max_error, delta, audit_rate, draft_floor, max_error_by_stakes = {}, topics = [] } = settings;
  const shares = { max_error, delta, ...prefixed('max_error_by_stakes', max_error_by_stakes) };
  for (const [name, value] of Object.entries(shares)) {
    if (!(value > 0 && value < 1)) throw outOfRange(name, 'a number between 0 and 1', value);
  }
  for (const [name, value] of Object.entries({ audit_rate, draft_floor })) {
    if (!(value >= 0 && value <= 1)) throw outOfRange(name, 'a number from 0 to 1', value);
  }
  for (const rule of settings.high_stakes ?? []) checkRule(rule);
  if (topics.length > MAX_TOPIC_SWITCHES)
    throw outOfRange('topics', `at most ${MAX_TOPIC_SWITCHES}`, topics.length);
  return settings;
}

function prefixed(name: string, values: Readonly<Partial<Record<Stakes, number>>>) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${name}.${key}`, value]));
}

function checkRule({ class: name, phrases }: StakesRule): void {
  if (phrases.length > MAX_PHRASES)
    throw outOfRange(`phrases of ${name}`, `at most ${MAX_PHRASES}`, phrases.length);
  const longest = Math.max(0, ...phrases.map((phrase) => phrase.length));
  if (longest > MAX_PHRASE_LENGTH)
    throw outOfRange(`a phrase of ${name}`, `at most ${MAX_PHRASE_LENGTH} characters`, longest);
}

function outOfRange(name: string, expected: string, found: number): EngineError {
  return new EngineError('invalid-config', `${name}: expected ${expected}, found ${found}`);
}
