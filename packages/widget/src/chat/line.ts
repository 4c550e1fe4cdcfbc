/** The stream of events, open as long as it is wanted. */
import { openStream } from './stream.ts';

export interface Line {
  readonly is_open: boolean;
  /** Opens or closes it, as is wanted now. */
  readonly update: () => void;
  /** Another one in its place: it was opened for whoever was here before. */
  renew(): void;
}

export function keepLine(isWanted: () => boolean, stream: Parameters<typeof openStream>[0]): Line {
  let close: (() => void) | null = null;
  function end(): void {
    close?.();
    close = null;
  }
  function update(): void {
    if (isWanted()) close ??= openStream(stream);
    else end();
  }
  return {
    get is_open() {
      return close !== null;
    },
    update,
    renew() {
      end();
      update();
    },
  };
}
