/** `node tools/run.mjs FILE args…`: runs a TypeScript file, or a program of a package, under a good Node. */
import { runNode } from '../packages/cli/bin/find-node.mjs';
import { prepare, runCommand } from './prepare.mjs';

await runCommand(async () => {
  const args = process.argv.slice(2);
  if (args.length === 0) {
    console.error('Expected a file to run: node tools/run.mjs FILE [arguments]');
    return 2;
  }
  const { node, env } = await prepare();
  return runNode(node, args, { env });
});
