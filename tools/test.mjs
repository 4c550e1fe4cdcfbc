/** `npm test`: makes everything ready, then runs every check and test. `npm test -- --help` tells more. */
import { join } from 'node:path';
import { runNode } from '../packages/cli/bin/find-node.mjs';
import { prepare, root, runCommand } from './prepare.mjs';

await runCommand(async () => {
  const { node, env } = await prepare();
  return runNode(node, [join(root, 'tools/run-tests.ts'), ...process.argv.slice(2)], { env, cwd: root });
});
