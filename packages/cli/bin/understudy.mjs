#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { findNode, flagsFor, runNode, tooOldMessage } from './find-node.mjs';

const here = fileURLToPath(import.meta.url);
const node = findNode();
if (!node) {
  console.error(tooOldMessage());
  process.exitCode = 1;
} else if (flagsFor(process.versions.node)?.every((flag) => process.execArgv.includes(flag))) {
  const { main } = await import('../src/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.exitCode = await runNode(node, [here, ...process.argv.slice(2)]);
}
