/**
 * Configuration of an engine: what is pinned for a workspace, and the settings before anybody changed them.
 */
import type { PolicySettings } from './domain.ts';
import { EngineError } from './errors.ts';

export interface EngineConfig {
  /** Id of the encoder whose vectors come in; pinned, since vectors of two encoders can't be compared. */
  readonly encoder_id: string;
  /** Length of the vectors, a multiple of 16. */
  readonly dimensions: number;
}

export const DEFAULT_SETTINGS: PolicySettings = {
  max_error: 0.05,
  delta: 0.1,
  autonomy: 'auto',
  audit_rate: 0.15,
  draft_floor: 0.1,
  languages: [],
};

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
  return { encoder_id: config.encoder_id, dimensions: config.dimensions };
}
