/**
 * `npm start`: makes everything ready, then starts the server. Arguments go on to `understudy start`.
 *
 * glibc keeps a pool of freed memory for each of the server's threads; two for all of them save about 150 MB during an
 * import, and only a new process can be told so. Elsewhere the variable means nothing.
 */
import { join } from 'node:path';
import { runNode } from '../packages/cli/bin/find-node.mjs';
import { prepare, root, runCommand } from './prepare.mjs';

await runCommand(async () => {
  const { node, env } = await prepare();
  const built = await runNode(node, [join(root, 'tools/build.ts')], { env });
  if (built !== 0) return built;
  return runNode(node, [join(root, 'packages/cli/bin/understudy.mjs'), 'start', ...process.argv.slice(2)], {
    env: { MALLOC_ARENA_MAX: '2', ...env },
  });
});
