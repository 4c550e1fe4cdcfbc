/** Finds a Chromium for the browser tests, or gets one where that is possible without asking anybody. */
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { runProgram, runScript } from './child.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

type Chromium = { readonly path: string } | { readonly missing: string };

export async function findChromium(env: NodeJS.ProcessEnv = process.env): Promise<Chromium> {
  const here = alreadyHere(env);
  if (here !== null) return { path: here };
  console.log('No Chromium found; trying to install one …');
  const { code, output } = await install();
  const path = code === 0 ? alreadyHere(env) : null;
  const reason = `no Chromium: none in CHROMIUM or PATH, and installing one failed: ${lastOf(output)}`;
  return path === null ? { missing: reason } : { path };
}

/** CHROMIUM, then PATH, then the one that Playwright keeps. */
export function alreadyHere(env: NodeJS.ProcessEnv): string | null {
  const own = env['CHROMIUM'];
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const places = [
    ...(own ? [own] : []),
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
  ];
  return [...places, chromium.executablePath()].find(canRun) ?? null;
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function install() {
  const isDebian = existsSync('/etc/debian_version') && !/^ID=ubuntu/m.test(readText('/etc/os-release'));
  if (isDebian && process.getuid?.() === 0) {
    return runProgram('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
  }
  return runScript('node_modules/@playwright/test/cli.js', ['install', 'chromium']);
}

const readText = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const lastOf = (output: string): string => output.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
