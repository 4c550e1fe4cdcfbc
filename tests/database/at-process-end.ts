/**
 * Work that must be done even where a process is interrupted: `const forget = atProcessEnd(cleanUp)`. `cleanUp` is
 * called at most once and cannot wait for events; `forget` takes it back.
 *
 * A signal that comes meanwhile is ignored, for one Ctrl-C easily becomes two: the terminal's, and the one that npm
 * hands on.
 */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export function atProcessEnd(cleanUp: () => void): () => void {
  const interrupted = (signal: NodeJS.Signals) => {
    cleanUp();
    forget();
    process.kill(process.pid, signal); // as if nobody had listened
  };
  const forget = () => {
    process.off('exit', cleanUp);
    for (const signal of SIGNALS) process.off(signal, interrupted);
  };
  process.once('exit', cleanUp);
  for (const signal of SIGNALS) process.on(signal, interrupted);
  return forget;
}
