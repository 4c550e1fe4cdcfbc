/** What can go wrong with an encoder, as a stable code; `retry` says whether the same call may succeed later. */
const RETRY = {
  /** The files of the weights are missing, or are not the pinned ones. */
  'encoder-weights': false,
  'encoder-busy': true,
  'encoder-closed': false,
  'encoder-crashed': true,
  'encoder-unreachable': true,
  /** The service said no to the request itself (key, model, input). */
  'encoder-refused': false,
  /** The service answered something that is not what it promises. */
  'encoder-answer': false,
} as const;

export type EncoderErrorCode = keyof typeof RETRY;

export class EncoderError extends Error {
  override readonly name = 'EncoderError';
  readonly code: EncoderErrorCode;
  readonly retry: boolean;

  constructor(code: EncoderErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.retry = RETRY[code];
  }
}
