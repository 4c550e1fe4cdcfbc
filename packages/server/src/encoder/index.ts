export { openEncoder, type RunningEncoder } from './open-encoder.ts';
export { createDefaultEncoder, type DefaultEncoder, type DefaultEncoderOptions } from './default-encoder.ts';
export { EncoderError, type EncoderErrorCode } from './encoder-error.ts';
export { createHttpEncoder, type HttpEncoderOptions } from './http-encoder.ts';
