/**
 * The one error of the engine: a programmer's mistake, told with what was expected and what was found.
 *
 * Uncertainty is never an error here; it is a value (a hand-off with reasons, a certificate without a threshold).
 * `code` is stable and explained in `docs/errors`; none of these is worth a retry.
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
