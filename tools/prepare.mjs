/**
 * What stands before every command of this repository: a Node that is new enough, and the dependencies.
 *
 * Plain JavaScript for Node 18 and later, without dependencies. Nothing is fetched when everything is there.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  findNode,
  installedRuntime,
  runtimeFolder,
  runtimePackage,
  tooOldMessage,
} from '../packages/cli/bin/find-node.mjs';
import { installMatches } from './install-state.mjs';

export const root = fileURLToPath(new URL('../', import.meta.url));
const stampFile = join(root, 'node_modules', '.understudy-lock');

/** An error whose message is all that the reader needs. */
class Advice extends Error {}

const say = (line) => console.error(`understudy: ${line}`);

/** A good Node with all dependencies installed, and the environment in which it and npm's programs are found. */
export async function prepare() {
  const node = findNode() ?? (await fetchNode());
  const env = { ...process.env, PATH: `${dirname(node.path)}${delimiter}${process.env.PATH ?? ''}` };
  await installDependencies(node, env);
  return { node, env };
}

/** Runs a command's main function; advice is printed plainly, anything else with its stack. */
export async function runCommand(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Advice ? error.message : error);
    process.exitCode = 1;
  }
}

async function fetchNode() {
  if (!runtimePackage()) throw new Advice(tooOldMessage());
  say(`Node ${process.versions.node} is too old; fetching Node 24 from npm (once, about 50 MB) …`);
  await npm(['ci'], { node: { path: process.execPath, flags: [] }, env: process.env, cwd: runtimeFolder });
  const path = installedRuntime();
  if (!path) throw new Advice(`npm did not bring ${runtimePackage()}.\n${tooOldMessage()}`);
  return { path, flags: [] };
}

async function installDependencies(node, env) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  if (read(stampFile) === hash) return;
  if (!installMatches(lock, read(join(root, 'node_modules', '.package-lock.json')))) {
    say('installing the dependencies that package-lock.json names (about a minute) …');
    await npm(['ci'], { node, env, cwd: root });
    say('dependencies installed.');
  }
  writeFileSync(stampFile, hash);
}

/** npm's output is shown only when it fails. Install scripts stay off: no dependency needs one. */
function npm(args, { node, env, cwd }) {
  const quiet = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--engine-strict=false',
    '--include=dev',
    '--include=optional',
  ];
  const { file, first, shell } = npmProgram(node);
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...first, ...args, ...quiet], {
      cwd,
      env,
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-8_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) =>
      reject(new Advice(`npm could not be started (${error.message}). Install Node 24, which brings npm.`)),
    );
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Advice(npmFailed(args, cwd, output)))));
  });
}

/** The npm that runs us, if any, else the one in PATH; a script of npm is run with the good Node. */
function npmProgram(node) {
  const own = process.env.npm_execpath;
  if (own && /npm-cli\.[cm]?js$/.test(own) && existsSync(own)) {
    return { file: node.path, first: [own], shell: false };
  }
  const windows = process.platform === 'win32';
  return { file: windows ? 'npm.cmd' : 'npm', first: [], shell: windows };
}

function npmFailed(args, cwd, output) {
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET|network/i.test(output);
  const advice = offline
    ? 'The npm registry was not reached. The first start needs it; later ones do not. Check the network, or the proxy and registry settings (`npm config get registry`), and try again.'
    : 'The lines above say why. `npm ci` in the folder below repeats it.';
  return `${output.trim()}\n\nunderstudy: npm ${args.join(' ')} failed in ${cwd}\n${advice}`;
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
