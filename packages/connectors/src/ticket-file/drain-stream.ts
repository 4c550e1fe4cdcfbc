/**
 * Everything that a stream has to give, also what it had ready when it failed; then its failure, or null.
 *
 * `for await` over a stream throws away what is buffered when an error comes; for a file that is cut off these
 * are its last good rows. Back-pressure as usual: nothing is read before it is asked for.
 */
import type { Readable } from 'node:stream';

export async function* drainStream<T>(stream: Readable): AsyncGenerator<T, Error | null> {
  let failure: Error | null = null;
  let isOver = false;
  let wake = (): void => undefined;
  const finish = (error?: Error): void => {
    failure ??= error ?? null;
    isOver = true;
    wake();
  };
  stream.on('readable', () => wake());
  stream.on('error', finish);
  stream.once('end', () => finish());
  stream.once('close', () => finish());
  for (;;) {
    const item = stream.read() as T | null;
    if (item !== null) {
      yield item;
      continue;
    }
    if (isOver) return failure;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}
