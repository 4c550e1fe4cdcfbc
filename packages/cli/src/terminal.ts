/** Where the command line writes: results on standard output, everything else on standard error. */
export interface Terminal {
  /** A result. With `--json`, exactly one object and nothing else. */
  readonly print: (text: string) => void;
  /** What goes on; never part of the result. */
  readonly note: (text: string) => void;
  /** Rewrites the last line where standard error is a terminal. */
  readonly redraw: ((text: string) => void) | null;
  readonly colour: boolean;
}

export function processTerminal(): Terminal {
  const isLive = process.stderr.isTTY;
  return {
    print: (text) => process.stdout.write(`${text}\n`),
    note: (text) => process.stderr.write(`${text}\n`),
    redraw: isLive ? (text) => process.stderr.write(`\r\u001b[2K${text}`) : null,
    colour: process.stdout.isTTY && !process.env['NO_COLOR'],
  };
}
