/**
 * Configuration of an engine: what is pinned for a workspace, and the settings before anybody changed them.
 */
import type { PolicySettings, StakesRule } from './domain.ts';
import { EngineError } from './errors.ts';

/** Every phrase is looked for in every question. */
export const MAX_PHRASES = 500;
export const MAX_PHRASE_LENGTH = 80;

/** What an ablation may leave out, one at a time, to measure what it is worth. */
export type Mechanism =
  | 'lexical'
  | 'dense'
  | 'debias'
  | 'head'
  | 'adaptation'
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

/** Throws `invalid-config`: a setting out of its range would make every later fit impossible. */
export function checkSettings(settings: PolicySettings): PolicySettings {
  const { max_error, delta, audit_rate, draft_floor } = settings;
  for (const [name, value] of Object.entries({ max_error, delta })) {
    if (!(value > 0 && value < 1)) throw outOfRange(name, 'a number between 0 and 1', value);
  }
  for (const [name, value] of Object.entries({ audit_rate, draft_floor })) {
    if (!(value >= 0 && value <= 1)) throw outOfRange(name, 'a number from 0 to 1', value);
  }
  for (const rule of settings.high_stakes ?? []) checkRule(rule);
  return settings;
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
