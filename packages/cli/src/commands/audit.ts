/** `understudy audit verify` and `understudy audit export`: the audit log, checked and taken along. */
import type { Result } from '@understudy/contract';
import { streams } from '@understudy/contract';
import { call, type Server } from '../api-client.ts';
import { EXIT } from '../cli-error.ts';
import type { Terminal } from '../terminal.ts';
import { exportAll } from './export.ts';

type Verification = Result<'verifyAuditLog'>;

interface Request {
  readonly json: boolean;
  readonly server: Server;
  readonly terminal: Terminal;
}

const WHY: Readonly<Record<NonNullable<Verification['broken']>['why'], string>> = {
  missing: 'it is not there',
  unlinked: 'it does not follow the entry before it',
  changed: 'it was changed',
  'detail-changed': 'its details were changed',
  'end-changed': 'the log does not end where it says that it does',
  'noted-head-missing': 'no entry has the hash that was noted: the end was cut off, or all was written anew',
};

/** Exit code 1 where the log is not as it was written. */
export async function verifyAuditLog({
  head,
  json,
  server,
  terminal,
}: Request & { readonly head?: string | undefined }): Promise<number> {
  const found = await call(server, 'verifyAuditLog', { query: { head } });
  terminal.print(json ? JSON.stringify(found) : describe(found));
  return found.ok ? EXIT.done : EXIT.failed;
}

function describe({ entries, erased, head, broken }: Verification): string {
  const whole = `${entries} entries are as they were written${erased > 0 ? `, ${erased} of them with erased details` : ''}.`;
  const last = `head ${head.seq} ${head.hash}`;
  if (broken === null)
    return `${whole}\n${last}\nNote the hash elsewhere: --head HASH finds out later whether the end was cut off.`;
  return `BROKEN at entry ${broken.seq}: ${WHY[broken.why]}.\nUp to there ${whole}\n${last}`;
}

export async function exportAuditLog({
  file,
  ...request
}: Request & { readonly file: string }): Promise<void> {
  await exportAll({ ...request, out: file, path: streams.exportAuditLog.path });
}
