/**
 * Whether what npm installed is what the lockfile names, from npm's own record in `node_modules`.
 *
 * So that an `npm install` by hand is not repeated. Entries of other platforms and the workspaces' links are
 * left out, since npm does not install them everywhere.
 *
 * @param {string} lock text of package-lock.json
 * @param {string | null} record text of node_modules/.package-lock.json; null where nothing is installed
 */
export function installMatches(lock, record) {
  if (record === null) return false;
  const installed = parse(record);
  return Object.entries(parse(lock)).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link || entry.optional) return true;
    return installed[path]?.version === entry.version;
  });
}

const parse = (text) => JSON.parse(text).packages ?? {};
