/** The command line: `understudy COMMAND`. Parses, runs, and turns errors into one message and an exit code. */
import { streams } from '@understudy/contract';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Server } from './api-client.ts';
import { CliError, EXIT } from './cli-error.ts';
import { exportAuditLog, verifyAuditLog } from './commands/audit.ts';
import { doctor } from './commands/doctor.ts';
import { erase } from './commands/erase.ts';
import { exportAll } from './commands/export.ts';
import { importFile } from './commands/import.ts';
import { replayFile } from './commands/replay.ts';
import { type StartOptions, start } from './commands/start.ts';
import { connect } from './connect.ts';
import { findServer, noServer } from './find-server.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { parseMapping } from './ticket-rows.ts';
import { VERSION } from './version.ts';

const EXIT_CODES = `
Exit codes: 0 done; 1 failed; 2 wrong usage; 3 done, but some rows were rejected; 4 no server reached.
Every command with --json prints one JSON object on standard output and nothing else there.`;

export async function main(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  let code: number = EXIT.done;
  const program = commands(terminal, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, args.includes('--json'), terminal);
  }
}

function commands(terminal: Terminal, finish: (code: number) => void): Command {
  const env = process.env;
  const program = new Command('understudy')
    .description('A support agent that learns from every conversation, and can prove it.')
    .version(VERSION)
    .exitOverride()
    .addHelpText('after', EXIT_CODES);

  program
    .command('start')
    .description('start the server with console and widget')
    .option('-p, --port <number>', 'port to listen on (PORT, 3000)')
    .option('--host <address>', 'address to listen on (HOST, 127.0.0.1)')
    .option('-d, --data <folder>', 'data folder (UNDERSTUDY_DATA, ./data)')
    .addHelpText(
      'after',
      examples('understudy start', 'understudy start --port 8080 --data /var/lib/understudy'),
    )
    .action((options: StartOptions) => start(options, env, terminal));

  program
    .command('import <file>')
    .description('import tickets and articles from NDJSON or CSV, plain or gzip')
    .option(
      '--source <name>',
      'name under which rows are known; the same name again skips known rows (file name)',
    )
    .addOption(topicsOption())
    .option('--dry-run', 'read and check the file, import nothing', false)
    .option('--map <field=header>', 'which CSV column is what; may be given several times', append, [])
    .option('--json', 'print one JSON object', false)
    .addHelpText(
      'after',
      `${examples('understudy import tickets.jsonl.gz', 'understudy import export.csv --map description=Body --map resolution="Agent reply"')}
Rejected rows are written to FILE.rejected.ndjson with line numbers and reasons. Running it again is safe.`,
    )
    .action(async (file: string, options: ImportFlags) => {
      const { source, topics, dryRun, map, json } = options;
      const mapping = parseMapping(map);
      finish(
        await importFile(
          file,
          { source, topics, dry_run: dryRun, mapping, json },
          { terminal, connect: () => connect(env, terminal) },
        ),
      );
    });

  program
    .command('replay <file>')
    .description('show what would have been learned from past tickets; needs no server and no database')
    .option('--max-error <share>', 'accepted share of wrong autonomous answers', share, 0.05)
    .option('--audit-rate <share>', 'share of autonomous answers that people check', share, 0.2)
    .option('--seeds <count>', 'runs with different random audits', whole, 5)
    .addOption(topicsOption())
    .addOption(
      new Option('--baselines <which>', 'what to run beside it; quick leaves out what would train for hours')
        .choices(['quick', 'all', 'none'])
        .default('quick'),
    )
    .option('--limit <count>', 'take only the first so many tickets', whole)
    .option('--report <file>', 'write the report as one HTML page')
    .option('--json', 'print one JSON object', false)
    .addHelpText(
      'after',
      `${examples('understudy replay tickets.jsonl.gz', 'understudy replay tickets.csv --report report.html')}
${SCORING}`,
    )
    .action(async (file: string, options: ReplayFlags) => {
      const { maxError: max_error, auditRate: audit_rate, limit, report, ...rest } = options;
      await replayFile({ file, max_error, audit_rate, limit, report, ...rest }, terminal);
    });

  program
    .command('export')
    .description('write everything that the workspace knows as NDJSON')
    .option('-o, --out <file>', 'file to write; standard output where absent')
    .option('--json', 'print one JSON object about what was written (with --out)', false)
    .addHelpText(
      'after',
      examples('understudy export --out backup.jsonl', 'understudy export | gzip > backup.jsonl.gz'),
    )
    .action(async ({ out, json }: { out?: string; json: boolean }) => {
      const server = running(env);
      await exportAll({ path: streams.export.path, out, json, server, terminal });
    });

  const audit = program.command('audit').description('the audit log: who did what');
  audit
    .command('verify')
    .description(
      'compute every hash of the audit log again; exit code 1 where an entry was changed or is gone',
    )
    .option('--head <hash>', 'a head that was noted before: is it still there?', sha256)
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', examples('understudy audit verify', 'understudy audit verify --head 3fa1…'))
    .action(async ({ head, json }: { head?: string; json: boolean }) => {
      finish(await verifyAuditLog({ head, json, server: running(env), terminal }));
    });
  audit
    .command('export <file>')
    .description('write the audit log as NDJSON, with everything that its hashes are made of')
    .option('--json', 'print one JSON object about what was written', false)
    .addHelpText('after', examples('understudy audit export audit-log.ndjson'))
    .action((file: string, { json }: { json: boolean }) =>
      exportAuditLog({ file, json, server: running(env), terminal }),
    );

  program
    .command('erase <person>')
    .description('erase a customer from everything, by e-mail or id, and print the proof')
    .option('--dry-run', 'only count what would go', false)
    .option('--json', 'print one JSON object', false)
    .addHelpText(
      'after',
      `${examples('understudy erase ada@example.com --dry-run', 'understudy erase ada@example.com')}
Exit code 1 where a trace was found afterwards. Needs an owner, or a key with the scope admin.`,
    )
    .action(async (person: string, { dryRun, json }: { dryRun: boolean; json: boolean }) => {
      finish(await erase({ person, dry_run: dryRun, json, server: running(env), terminal }));
    });

  program
    .command('doctor')
    .description('look for what is wrong with this installation')
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', examples('understudy doctor'))
    .action(async ({ json }: { json: boolean }) =>
      finish(await doctor({ json, env, terminal, encoder: tryEncoder })),
    );

  // Subcommands do not inherit this, and without it a wrong option would end the process at once.
  for (const command of [...program.commands, ...audit.commands]) command.exitOverride();
  return program;
}

/** @throws CliError `server-unreachable` where none is named */
function running(env: Readonly<Record<string, string | undefined>>): Server {
  const server = findServer(env);
  if (server === null) throw noServer(env);
  return server;
}

/** Of both commands that read tickets. */
const topicsOption = () =>
  new Option('--topics <meaning>', 'what a topic names: a broad category, or the very issue')
    .choices(['categories', 'issues'])
    .default('categories');

const SCORING = `
What counts as right: where topics are issues, the issue's resolution; else each article that the team linked; else
the resolution found in the thread, where another ticket has it too. A ticket whose answer never came again is learned
and not scored. Topic "oos" (out of scope): no answer is right. Texts are redacted first. Tickets without times are
shuffled, anew for each seed.`;

interface ImportFlags {
  readonly source?: string;
  readonly topics: 'categories' | 'issues';
  readonly dryRun: boolean;
  readonly map: string[];
  readonly json: boolean;
}

interface ReplayFlags {
  readonly maxError: number;
  readonly auditRate: number;
  readonly topics: 'categories' | 'issues';
  readonly baselines: 'quick' | 'all' | 'none';
  readonly seeds: number;
  readonly limit?: number;
  readonly report?: string;
  readonly json: boolean;
}

/** Loads the weights, which checks their sum, and gives the encoder's name. */
async function tryEncoder(): Promise<string> {
  const { createDefaultEncoder } = await import('@understudy/server/encoder');
  const encoder = await createDefaultEncoder();
  await encoder.close();
  return encoder.id;
}

const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
const append = (value: string, list: string[]): string[] => [...list, value];

function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1))
    throw new InvalidArgumentError('Expected a share between 0 and 1, e.g. 0.05.');
  return value;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('Expected a whole number from 1.');
  return value;
}

function sha256(text: string): string {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new InvalidArgumentError('Expected 64 hexadecimal digits.');
  return text;
}

function explain(error: unknown, isJson: boolean, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  const told = describe(error);
  terminal.note(`understudy: ${told.message}${told.advice ? `\n${told.advice}` : ''}`);
  if (isJson) terminal.print(JSON.stringify({ error: told }));
  return error instanceof CliError ? error.exit_code : EXIT.failed;
}

/** Errors with a code explain themselves; anything else is a fault of ours and keeps its stack. */
function describe(error: unknown): { code: string; message: string; advice: string | null } {
  if (error instanceof CliError) return { code: error.code, message: error.message, advice: error.advice };
  if (!(error instanceof Error)) return { code: 'internal', message: String(error), advice: null };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return {
    code: code ?? 'internal',
    message: code ? error.message : (error.stack ?? error.message),
    advice: null,
  };
}
